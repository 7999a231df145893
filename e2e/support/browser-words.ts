/** The words of the screens, in both languages, from the catalogs that the screens use. */
import { en as accessEn } from '../../src/access/messages/sign-in/en.ts';
import { es as accessEs } from '../../src/access/messages/sign-in/es.ts';
import { en as privacyEn } from '../../src/access/messages/privacy/en.ts';
import { es as privacyEs } from '../../src/access/messages/privacy/es.ts';
import { en as sourcesEn } from '../../src/ingest/messages/sources/en.ts';
import { es as sourcesEs } from '../../src/ingest/messages/sources/es.ts';
import { en as protocolsEn } from '../../src/monitoring/messages/protocols/en.ts';
import { es as protocolsEs } from '../../src/monitoring/messages/protocols/es.ts';
import { en as publishingEn } from '../../src/monitoring/messages/publishing/en.ts';
import { es as publishingEs } from '../../src/monitoring/messages/publishing/es.ts';
import { en as entryEn } from '../../src/ingest/messages/entry/en.ts';
import { es as entryEs } from '../../src/ingest/messages/entry/es.ts';
import { en as ingestEn } from '../../src/ingest/messages/en.ts';
import { es as ingestEs } from '../../src/ingest/messages/es.ts';
import { en as monitoringCodesEn } from '../../src/monitoring/messages/en.ts';
import { es as monitoringCodesEs } from '../../src/monitoring/messages/es.ts';
import { en as monitoringEn } from '../../src/monitoring/messages/chart/en.ts';
import { es as monitoringEs } from '../../src/monitoring/messages/chart/es.ts';
import { en as metricsEn } from '../../src/monitoring/messages/metrics/en.ts';
import { es as metricsEs } from '../../src/monitoring/messages/metrics/es.ts';
import { en as peopleEn } from '../../src/people/messages/screens/en.ts';
import { es as peopleEs } from '../../src/people/messages/screens/es.ts';
import type { Text, Language } from '../../src/platform/core/text.ts';
import { platformWordsIn } from '../../src/platform/web/platform-words.ts';
import { defineWords } from '../../src/platform/web/words.ts';
import { en as bluetoothEn } from '../../src/vitals/messages/bluetooth/en.ts';
import { es as bluetoothEs } from '../../src/vitals/messages/bluetooth/es.ts';
import { en as vitalsEn } from '../../src/vitals/messages/chart/en.ts';
import { es as vitalsEs } from '../../src/vitals/messages/chart/es.ts';
import { en as portalChartEn } from '../../src/portal/messages/chart/en.ts';
import { es as portalChartEs } from '../../src/portal/messages/chart/es.ts';
import { en as portalEn } from '../../src/portal/messages/patient/en.ts';
import { es as portalEs } from '../../src/portal/messages/patient/es.ts';
import { en as handOffEn } from '../../src/work/messages/hand-off/en.ts';
import { es as handOffEs } from '../../src/work/messages/hand-off/es.ts';
import { en as workEn } from '../../src/work/messages/screens/en.ts';
import { es as workEs } from '../../src/work/messages/screens/es.ts';
import { en as cardEn } from '../../src/worklists/messages/card/en.ts';
import { es as cardEs } from '../../src/worklists/messages/card/es.ts';
import { en as listEn } from '../../src/worklists/messages/list/en.ts';
import { es as listEs } from '../../src/worklists/messages/list/es.ts';

const access = defineWords('sign-in', accessEn, accessEs);
const privacy = defineWords('privacy', privacyEn, privacyEs);
const quarantine = defineWords('quarantine', ingestEn, ingestEs);
const entry = defineWords('reading-entry', entryEn, entryEs);
const sources = defineWords('sources', sourcesEn, sourcesEs);
const protocols = defineWords('protocols', protocolsEn, protocolsEs);
const publishing = defineWords('publishing', publishingEn, publishingEs);
const people = defineWords('people-screens', peopleEn, peopleEs);
const bluetooth = defineWords('bluetooth', bluetoothEn, bluetoothEs);
const vitals = defineWords('vitals-chart', vitalsEn, vitalsEs);
const monitoring = defineWords('monitoring-chart', monitoringEn, monitoringEs);
const monitoringCodes = defineWords('monitoring', monitoringCodesEn, monitoringCodesEs);
const metrics = defineWords('monitoring-metrics', metricsEn, metricsEs);
const portal = defineWords('portal', portalEn, portalEs);
const portalChart = defineWords('portal-chart', portalChartEn, portalChartEs);
const handOff = defineWords('hand-off', handOffEn, handOffEs);
const work = defineWords('work', workEn, workEs);
const card = defineWords('card', cardEn, cardEs);
const list = defineWords('worklists', listEn, listEs);

/** What says the sentences of each screen in a language. */
export function wordsOf(language: Language) {
  return {
    platform: platformWordsIn(language),
    access: access.wordsIn(language),
    privacy: privacy.wordsIn(language),
    quarantine: quarantine.wordsIn(language),
    entry: entry.wordsIn(language),
    sources: sources.wordsIn(language),
    protocols: protocols.wordsIn(language),
    publishing: publishing.wordsIn(language),
    people: people.wordsIn(language),
    bluetooth: bluetooth.wordsIn(language),
    vitals: vitals.wordsIn(language),
    monitoring: monitoring.wordsIn(language),
    monitoringCodes: monitoringCodes.wordsIn(language),
    metrics: metrics.wordsIn(language),
    portal: portal.wordsIn(language),
    portalChart: portalChart.wordsIn(language),
    handOff: handOff.wordsIn(language),
    work: work.wordsIn(language),
    card: card.wordsIn(language),
    list: list.wordsIn(language),
    /** Picks the language of a text that carries both. */
    say: (text: Text) => text[language],
  };
}
