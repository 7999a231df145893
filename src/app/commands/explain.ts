import { parseArgs } from 'node:util';

import { explainAlert } from '../../monitoring/server/service/alerts.ts';
import { history, readItem } from '../../work/server/service/views.ts';
import type { Runtime } from '../runtime.ts';
import { asSystem, chooseOrganization, UsageError, withRuntime, type Command } from './command.ts';

const options = {
  language: { type: 'string', default: 'en' },
  organization: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export const explainCommand: Command = {
  name: 'explain',
  usage: 'explain alert|due ID [--language en|es] [--json]',
  summary: 'Why there is an alert and what would have changed it; why work is due when it is.',
  run: async (args) => {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [what, id] = positionals;
    const { language } = values;
    if (language !== 'en' && language !== 'es') throw new UsageError('--language is en or es.');
    if (id === undefined || (what !== 'alert' && what !== 'due')) {
      throw new UsageError('Say what to explain: "alert ID" or "due ID".');
    }
    return withRuntime(async (runtime) => {
      const organizationId = await chooseOrganization(runtime, values.organization);
      const told = await (what === 'alert' ? tellAlert : tellDue)(
        runtime,
        organizationId,
        id,
        language,
      );
      if (values.json) console.log(JSON.stringify(told.whole, null, 2));
      else for (const line of told.lines) console.log(line);
      return told.holds ? 0 : 1;
    });
  },
};

interface Told {
  readonly whole: unknown;
  readonly lines: readonly string[];
  readonly holds: boolean;
}

async function tellAlert(
  runtime: Runtime,
  organizationId: string,
  id: string,
  language: 'en' | 'es',
): Promise<Told> {
  const whole = await asSystem(runtime, organizationId, (context) => explainAlert(context, id));
  const replayed = {
    en: 'Judged again from what was stored',
    es: 'Evaluado de nuevo con lo guardado',
  };
  const events = whole.events.map(({ at, text }) => `  ${at}  ${text[language]}`);
  return {
    whole,
    lines: [...whole.sentences[language], `${replayed[language]}: ${whole.replay}`, ...events],
    holds: whole.replay === 'same',
  };
}

async function tellDue(
  runtime: Runtime,
  organizationId: string,
  id: string,
  language: 'en' | 'es',
): Promise<Told> {
  return asSystem(runtime, organizationId, async (context) => {
    const item = await readItem(context, id);
    const events = await history(context, id);
    const words = {
      en: {
        acknowledge: 'To be taken by',
        contact: 'Patient to be reached by',
        resolve: 'To be closed by',
      },
      es: {
        acknowledge: 'Debe tomarse antes de',
        contact: 'Contactar al paciente antes de',
        resolve: 'Debe cerrarse antes de',
      },
    }[language];
    return {
      whole: { item, events },
      lines: [
        `${item.kindLabel[language]}, P${item.priority}, ${item.queueLabel[language]}`,
        `${words.acknowledge} ${item.acknowledgeDueAt}`,
        `${words.contact} ${item.contactDueAt}`,
        `${words.resolve} ${item.resolveDueAt}`,
        ...events.map((event) => `  ${event.at}  ${event.label?.[language] ?? event.type}`),
      ],
      holds: true,
    };
  });
}
