/** The words of one command of a script, in lower case. */
export type Command = string[];

const MAX_SCRIPT = 100_000;
const MAX_COMMANDS = 2_000;
const PRINTS = new Set([
  'echo',
  'printf',
  'write-host',
  'write-output',
  'rem',
  '::',
]);

/**
 * The commands of a shell or PowerShell script. Comments and what is only
 * printed are left out.
 */
export function commandsOf(script: string): Command[] {
  const commands: Command[] = [];
  const joined = script.slice(0, MAX_SCRIPT).replace(/[\\`]\r?\n/g, ' ');
  for (const line of joined.split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    for (const part of trimmed.split(/&&|\|\||[;|]/)) {
      const words = part
        .toLocaleLowerCase('en-US')
        .split(/[\s"'()]+/)
        .filter(word => word !== '');
      if (words.length === 0 || PRINTS.has(words[0])) continue;
      if (words[0].startsWith('#')) break;
      commands.push(words);
      if (commands.length >= MAX_COMMANDS) return commands;
    }
  }
  return commands;
}

/**
 * Whether a command runs a program with words in this order, options in
 * between allowed: `terraform apply` is in `terraform -chdir=infra apply`.
 */
export function isCommand(command: Command, words: string): boolean {
  const wanted = words.split(' ');
  let next = 0;
  for (const word of command) {
    const found =
      next === 0 ? programName(word) === wanted[0] : word === wanted[next];
    if (found && ++next === wanted.length) return true;
  }
  return false;
}

/** Whether one of the commands is one of those, see {@link isCommand}. */
export function runs(commands: Command[], wanted: readonly string[]): boolean {
  return commands.some(command =>
    wanted.some(words => isCommand(command, words)),
  );
}

function programName(word: string): string {
  const name = word.slice(word.lastIndexOf('/') + 1);
  return name.endsWith('.exe') ? name.slice(0, -4) : name;
}
