/** How much of a file tells what it is. */
export const beginning = 4096;

/** Declarations of netc at the beginning of a line: with one of them a file is a program, whatever else is in it. */
const declaration =
  /^[ \t]*(?:import\s*\{|(?:const|param|let|data|augment|train|ensemble)\s+[A-Za-z_]\w*\s*[=:]|(?:model|block)\s+[A-Za-z_]\w*\s*[({:=])/m;

/** Whether a text is a program of netc, by its beginning: files of many other kinds are called `.net`, too. */
export function isProgram(text: string): boolean {
  return declaration.test(text.slice(0, beginning));
}
