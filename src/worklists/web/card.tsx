import { Paper, Stack, Title } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { useStepText } from '../../monitoring/web/use-step-text.ts';
import { ownZone } from '../../platform/web/format.ts';
import { useSay } from '../../platform/web/language.ts';
import { Page } from '../../platform/web/page.tsx';
import type { WorkItemView } from '../../work/contract.ts';
import { CardActions } from '../../work/web/card-actions.tsx';
import { WorkHistory } from '../../work/web/work-history.tsx';
import { WorkState } from '../../work/web/work-state.tsx';
import { useWorkWords } from '../../work/web/work-words.ts';
import { CardFindings } from './card-findings.tsx';
import { CardPatient } from './card-patient.tsx';
import { CardPlace } from './card-place.tsx';
import { CardSteps } from './card-steps.tsx';
import { CardTrend } from './card-trend.tsx';
import classes from './card.module.css';
import { useCardWords } from './card-words.ts';
import { useNextCard } from './next-card.ts';
import { usePerson } from './use-person.ts';

/** Who, in which language, what is wrong, since when, what to do: on one screen. */
export function Card({ item }: { readonly item: WorkItemView }) {
  const t = useCardWords();
  const say = useSay();
  const person = usePerson(item.patientId);
  const search = useSearch({ from: '/shell/work/$itemId' });
  const navigate = useNavigate();
  const goOn = useNextCard(item.id, search);
  const zone = person?.header.zone ?? ownZone();
  const handOff = () =>
    void navigate({ to: '/work/$itemId/hand-off', params: { itemId: item.id }, search });
  const back = () => void navigate({ to: '/work/$itemId', params: { itemId: item.id }, search });
  return (
    <Page title={t('title')} heading={say(item.kindLabel)} aside={<CardPlace item={item} />}>
      {person && <CardPatient person={person} item={item} />}
      <div className={classes['card']}>
        <div className={classes['wrong']}>
          <CardFindings item={item} zone={zone} />
        </div>
        <Stack className={classes['actions']}>
          <CardActions item={item} onHandOff={handOff} onLeft={() => void goOn()} onBack={back} />
          <WorkState item={item} />
        </Stack>
        <Stack className={classes['details']}>
          <CardSteps item={item} zone={zone} patientLanguage={person?.header.language ?? 'und'} />
          {item.patientId !== null && (
            <CardTrend patientId={item.patientId} item={item} zone={zone} />
          )}
        </Stack>
        <div className={classes['history']}>
          <History item={item} zone={zone} />
        </div>
      </div>
    </Page>
  );
}

function History({ item, zone }: { readonly item: WorkItemView; readonly zone: string }) {
  const t = useWorkWords();
  const stepText = useStepText();
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="history-heading">
      <Title order={2} size="h5" mb="sm" id="history-heading">
        {t('history.heading')}
      </Title>
      <WorkHistory itemId={item.id} zone={zone} stepText={stepText} />
    </Paper>
  );
}
