import {
  badSource,
  missingDataSetting,
  unknownSource,
} from '../../diagnostics/catalogue/data.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Call, DataDeclaration, Setting } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import type { TypedDataset } from '../typed-module.ts';
import type { DataFacts } from '../check-options.ts';
import { folderRules } from '../rules/folder-rules.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { describe } from '../elaborate/value.ts';
import { evaluate } from '../elaborate/evaluate.ts';
import { checkColumns } from './columns.ts';
import { readClasses } from './read-classes.ts';
import { readSize } from './read-size.ts';
import { readSplit } from './read-split.ts';
import { uniqueSettings } from './unique-settings.ts';

/** A dataset as the checker knows it while it judges trains; `typed` is undefined where something in it is wrong. */
export interface CheckedDataset {
  readonly declaration: DataDeclaration;
  readonly kind: 'images' | 'table' | 'unknown';
  readonly typed: TypedDataset | undefined;
  /** Where its size is written. */
  readonly sizeSpan: Span | undefined;
  /** Names of its classes, sorted; undefined until somebody has looked. */
  readonly classes: readonly string[] | undefined;
  /** What was seen in its folder. */
  readonly facts: DataFacts | undefined;
}

/** The name of the one label and of the one image column that a folder of photos has. */
export const folderColumns = { label: 'class', image: 'image' } as const;

/** Checks a data declaration, and what was seen in its folder. */
export function checkDataset(
  declaration: DataDeclaration,
  facts: DataFacts | undefined,
  place: Place,
): CheckedDataset {
  const unknown: CheckedDataset = {
    declaration,
    kind: 'unknown',
    typed: undefined,
    sizeSpan: undefined,
    classes: undefined,
    facts,
  };
  const { source } = declaration;
  const { report } = place.elaboration;
  if (source.kind === 'missing') return unknown;
  const name = source.kind === 'call' && source.callee.kind === 'reference' ? source.callee.name : undefined;
  if (source.kind !== 'call' || (name !== 'images' && name !== 'table')) {
    const given = name ?? 'this';
    const span = source.kind === 'call' ? source.callee.span : source.span;
    report(unknownSource(span, { name: given, suggestion: nearest(given, ['images', 'table']) }));
    return unknown;
  }
  const path = readPath(source, name, place);
  if (name === 'images') return checkImages(declaration, path, facts, place);
  checkColumns(declaration.settings, place);
  return { ...unknown, kind: 'table' };
}

function readPath(call: Call, kind: string, place: Place): { readonly text: string; readonly span: Span } | undefined {
  const [argument] = call.arguments;
  const { report } = place.elaboration;
  if (argument === undefined) {
    report(badSource(call.span, { kind, given: `${kind} without a path` }));
    return undefined;
  }
  const value = evaluate(argument.value, place);
  if (value.kind === 'string' && value.value !== '' && call.arguments.length === 1) {
    return { text: value.value, span: argument.value.span };
  }
  if (value.kind !== 'poison') {
    const extra = call.arguments[1];
    const given = extra === undefined ? describe(value) : 'more than that';
    report(badSource(extra?.span ?? argument.span, { kind, given }));
  }
  return undefined;
}

function checkImages(
  declaration: DataDeclaration,
  folder: { readonly text: string; readonly span: Span } | undefined,
  facts: DataFacts | undefined,
  place: Place,
): CheckedDataset {
  const { name, doc, span } = declaration;
  const settings = uniqueSettings(declaration.settings, ['size', 'split', 'classes'], place);
  const size = require('size', 'size: 150x150', settings, declaration, place, readSize);
  const split = require('split', 'split: folders', settings, declaration, place, readSplit);
  const classesSetting = settings.get('classes');
  const declared = classesSetting && readClasses(classesSetting, place);
  const sizeSpan = settings.get('size')?.span;
  const found = facts && classNames(facts);
  if (folder !== undefined && split !== undefined && facts !== undefined) {
    folderRules({
      folder: folder.text,
      span: folder.span,
      split,
      splitSpan: settings.get('split')?.span ?? folder.span,
      facts,
      declared,
      report: place.elaboration.report,
    });
  }
  const classes = found !== undefined && found.length > 0 ? found : declared;
  const kind = classes?.length === 2 ? 'binary' : 'class';
  const typed: TypedDataset | undefined =
    folder === undefined || size === undefined || split === undefined
      ? undefined
      : {
          name: name.text,
          doc,
          span,
          source: { kind: 'images', folder: folder.text, span: folder.span },
          size,
          split,
          labels: [{ name: folderColumns.label, kind, classes }],
        };
  return { declaration, kind: 'images', typed, sizeSpan, classes, facts };
}

function require<T>(
  key: string,
  example: string,
  settings: ReadonlyMap<string, Setting>,
  { name }: DataDeclaration,
  place: Place,
  read: (setting: Setting, place: Place) => T | undefined,
): T | undefined {
  const setting = settings.get(key);
  if (setting !== undefined) return read(setting, place);
  place.elaboration.report(missingDataSetting(name.span, { name: name.text, setting: key, example }));
  return undefined;
}

function classNames({ splits }: DataFacts): readonly string[] {
  return [...new Set(Object.values(splits).flatMap((classes) => Object.keys(classes)))].sort();
}

