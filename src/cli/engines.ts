import process from 'node:process';
import { textTable } from '../report/table.ts';
import { installTensorflow, type InstallOptions } from '../runtime/engines/install/install-tensorflow.ts';
import { chooseEngine, listEngines, type EngineStatus } from '../runtime/engines/registry.ts';
import type { ExitCode } from './command.ts';
import { countLine } from './count-line.ts';
import type { Terminal } from './terminal.ts';

/** `netc engine list`. */
export async function listInTerminal(json: boolean, terminal: Terminal): Promise<ExitCode> {
  const engines = await listEngines();
  terminal.out(
    json ? `${JSON.stringify({ engines })}\n` : `${enginesText(engines)}\n${await choiceText(engines)}\n`,
  );
  return 0;
}

/** A line an engine, the fastest first. */
export function enginesText(engines: readonly EngineStatus[]): string {
  const columns = [{ title: 'engine' }, { title: 'version' }, { title: 'device' }, { title: '' }];
  const rows = engines.map(({ name, available, version, device, note, install }) => [
    name,
    version ?? '',
    device ?? '',
    [
      available ? 'ready' : (note ?? 'not available'),
      available ? note : undefined,
      install && `\`${install}\``,
    ]
      .filter((part) => part !== undefined)
      .join(': '),
  ]);
  return textTable(columns, rows);
}

/** Which engine `auto` takes. */
export async function choiceText(engines: readonly EngineStatus[]): Promise<string> {
  const { name, reason } = await chooseEngine('auto', engines);
  return `auto takes ${name}: ${reason}`;
}

/** `netc engine install`; Ctrl-C leaves nothing half-made. */
export async function installInTerminal(
  device: InstallOptions['device'],
  wheel: string | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  const stop = new AbortController();
  const onSignal = (): void => {
    stop.abort();
  };
  process.once('SIGINT', onSignal);
  const line = await countLine(terminal);
  let last = '';
  try {
    const installed = await installTensorflow({
      device,
      wheel,
      signal: stop.signal,
      onProgress: ({ step, message, fraction }) => {
        if (terminal.interactive)
          line.say(fraction === undefined ? message : `${message} ${(fraction * 100).toFixed(0)} %`);
        else if (step !== last) line.say(message);
        last = step;
      },
    });
    line.close();
    terminal.out(
      `TensorFlow ${installed.version ?? ''} for the ${installed.device === 'gpu' ? 'GPU' : 'CPU'} is ready in ${installed.package}\n`,
    );
    return 0;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    terminal.out('Stopped; nothing was installed.\n');
    return 130;
  } finally {
    line.close();
    process.off('SIGINT', onSignal);
  }
}
