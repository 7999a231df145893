import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';

import { Icon } from '../../platform/web/icon.tsx';
import { LinkButton } from '../../platform/web/link.tsx';
import { Loaded } from '../../platform/web/loaded.tsx';
import { showDone } from '../../platform/web/notices.ts';
import { Page } from '../../platform/web/page.tsx';
import { query } from '../../platform/web/query.ts';
import { readWork } from '../../work/contract.ts';
import { useHandOffWords } from '../../work/web/hand-off-words.ts';
import { Composer } from '../../work/web/hand-off/composer.tsx';
import { CardFindings } from './card-findings.tsx';
import { CardPatient } from './card-patient.tsx';
import { usePerson } from './use-person.ts';

/** Hands a card to somebody: who and what stays in sight while it is composed. */
export function ComposerScreen() {
  const t = useHandOffWords();
  const { itemId } = useParams({ from: '/shell/work/$itemId/hand-off' });
  const search = useSearch({ from: '/shell/work/$itemId/hand-off' });
  const navigate = useNavigate();
  const item = useQuery(query(readWork, { params: { id: itemId } }, ['work']));
  const person = usePerson(item.data?.patientId ?? null);
  const card = { to: '/work/$itemId', params: { itemId }, search } as const;
  const back = (
    <LinkButton {...card} variant="subtle" size="sm" leftSection={<Icon name="back" size={16} />}>
      {t('compose.back')}
    </LinkButton>
  );
  return (
    <Page title={t('compose.title')} aside={back}>
      <Loaded from={item}>
        {(data) => (
          <>
            {person && <CardPatient person={person} item={data} />}
            {person && <CardFindings item={data} zone={person.header.zone} />}
            <Composer
              item={data}
              onOffered={() => {
                showDone(t('compose.offered'));
                void navigate(card);
              }}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}
