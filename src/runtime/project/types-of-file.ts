import { parse } from '../../parser/parse.ts';
import { typesOf, type Types } from '../../report/types.ts';
import { blockTypes } from '../../typecheck/block-types.ts';
import { checkFile, type CheckRequest } from './check-file.ts';
import { SourceReader } from './source-reader.ts';

/**
 * The types of a file: signatures of its blocks, inputs and outputs of its models, what its phases train.
 * @throws Problem when the file itself cannot be read
 */
export async function typesOfFile(file: string, request: CheckRequest): Promise<Types> {
  const { main, typed } = await checkFile(file, { ...request, data: 'none' });
  const { resolveImport } = new SourceReader(request.workingDirectory);
  const overrides = new Map(Object.entries(request.settings));
  return typesOf(blockTypes(parse(main).value, { resolveImport, overrides }), typed);
}
