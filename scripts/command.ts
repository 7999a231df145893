import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

export interface CommandResult {
  readonly succeeded: boolean;
  /** What it printed, both streams in order; empty when it printed straight to the terminal. */
  readonly output: string;
  readonly seconds: number;
}

/** Runs a tool of node_modules/.bin, with the pinned Node first on PATH as under npm. */
export async function runCommand(
  command: readonly string[],
  options: { readonly show: boolean; readonly env?: Readonly<Record<string, string>> },
): Promise<CommandResult> {
  const [program = '', ...args] = command;
  const started = performance.now();
  const path = [join(process.cwd(), 'node_modules', '.bin'), process.env['PATH']].join(delimiter);
  const child = spawn(program, args, {
    env: { ...process.env, ...options.env, PATH: path },
    stdio: [
      'ignore',
      ...(options.show ? (['inherit', 'inherit'] as const) : (['pipe', 'pipe'] as const)),
    ],
  });
  const output: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
  const succeeded = await new Promise<boolean>((resolve) => {
    child.on('error', (error) => {
      output.push(Buffer.from(`${program} could not be started: ${error.message}\n`));
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
  const seconds = (performance.now() - started) / 1000;
  return { succeeded, output: Buffer.concat(output).toString('utf8'), seconds };
}
