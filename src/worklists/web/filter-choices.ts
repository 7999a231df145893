import { useQuery } from '@tanstack/react-query';

import { listUsersRoute } from '../../access/contract/users.ts';
import { useMay } from '../../access/web/session.ts';
import { listPracticesRoute } from '../../people/contract/organization.ts';
import { languages } from '../../platform/core/text.ts';
import { formatLanguageName } from '../../platform/web/format.ts';
import { useLanguage, useSay } from '../../platform/web/language.ts';
import { query } from '../../platform/web/query.ts';
import { useCatalogue } from '../../work/web/catalogue.ts';
import { ageBuckets } from '../core/age-bucket.ts';
import { useListWords } from './list-words.ts';

/** What can be chosen in each filter, with its words. */
export function useFilterChoices() {
  const t = useListWords();
  const say = useSay();
  const language = useLanguage();
  const { queues, kinds } = useCatalogue();
  const { data } = useQuery(query(listPracticesRoute, {}));
  const mayReadUsers = useMay()('users.read');
  const people = useQuery({
    ...query(listUsersRoute, {}, ['access']),
    enabled: mayReadUsers,
    staleTime: 300_000,
  });
  return {
    language: languages.map((value) => ({ value, label: formatLanguageName(value, language) })),
    queue: queues.map((one) => ({ value: one.id, label: say(one.label) })),
    owner: [
      { value: 'me', label: t('filters.mine') },
      { value: 'none', label: t('filters.free') },
      ...(people.data?.users ?? []).map((one) => ({ value: one.id, label: one.displayName })),
    ],
    state: (['open', 'waiting', 'snoozed'] as const).map((value) => ({
      value,
      label: t(`states.${value}`),
    })),
    gap: [{ value: 'true', label: t('filters.gapOnly') }],
    age: ageBuckets.map((value) => ({ value, label: t(`ages.${value}`) })),
    practice: (data?.practices ?? []).map((one) => ({ value: one.id, label: one.name })),
    kind: kinds.map((one) => ({ value: one.kind, label: say(one.label) })),
  };
}
