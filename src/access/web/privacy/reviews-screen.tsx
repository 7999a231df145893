import { Button, Group, Paper, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { formatMoment } from '../../../platform/web/format.ts';
import { Freshness } from '../../../platform/web/freshness.tsx';
import { useLanguage } from '../../../platform/web/language.ts';
import { LinkButton } from '../../../platform/web/link.tsx';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { useNow } from '../../../platform/web/now.ts';
import { Page } from '../../../platform/web/page.tsx';
import { query, useAct } from '../../../platform/web/query.ts';
import { listReviewsRoute, reviewRoute, type PrivacyNotice } from '../../contract/audit.ts';
import { useSession } from '../session.ts';
import { usePrivacyWords } from './privacy-words.ts';

/** Emergency accesses that wait for a judgement, and those that had theirs. */
export function ReviewsScreen() {
  const t = usePrivacyWords();
  const [state, setState] = useState<'open' | 'reviewed'>('open');
  const reviews = useQuery(query(listReviewsRoute, { query: { state } }, ['reviews']));
  return (
    <Page
      title={t('reviews.title')}
      aside={
        <Group>
          <SegmentedControl
            aria-label={t('reviews.state')}
            value={state}
            data={[
              { value: 'open', label: t('reviews.states.open') },
              { value: 'reviewed', label: t('reviews.states.reviewed') },
            ]}
            onChange={(next) => setState(next === 'reviewed' ? 'reviewed' : 'open')}
          />
          <Freshness updatedAt={reviews.dataUpdatedAt} />
        </Group>
      }
    >
      <Text c="gray.8">{t('reviews.explain')}</Text>
      <Loaded from={reviews}>
        {({ reviews: all }) => (
          <Stack gap="sm">
            {all.length === 0 && (
              <Text>{t(state === 'open' ? 'reviews.none' : 'reviews.noneReviewed')}</Text>
            )}
            {all.map((notice) => (
              <Notice key={notice.id} notice={notice} />
            ))}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Notice({ notice }: { readonly notice: PrivacyNotice }) {
  const t = usePrivacyWords();
  const language = useLanguage();
  const now = useNow(60);
  const { zone } = useSession().organization;
  const [judging, setJudging] = useState(false);
  const time = (at: string) => formatMoment(at, zone, language, now);
  const { patientId, reviewedAt, reviewedByName, reviewNote } = notice;
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="xs">
        <Text fw={650} size="lg">
          {t('reviews.who', { user: notice.userName, patient: notice.patientName })}
        </Text>
        <Text>
          {t('reviews.opened', { time: time(notice.beganAt), end: time(notice.endsAt) })}{' '}
          {t('reviews.accesses', { count: notice.accesses })}
        </Text>
        <Text>
          <b>{t('reviews.reason')}:</b> {notice.reason}
        </Text>
        {reviewedAt !== null && (
          <Text>
            <b>{t('reviews.by', { name: reviewedByName ?? '–', time: time(reviewedAt) })}:</b>{' '}
            {reviewNote}
          </Text>
        )}
        <Group gap="xs">
          {reviewedAt === null && !judging && (
            <Button onClick={() => setJudging(true)}>{t('reviews.judge')}</Button>
          )}
          <LinkButton to="/who-saw" search={{ patientId }} variant="default">
            {t('reviews.whatTheyDid')}
          </LinkButton>
        </Group>
        {judging && reviewedAt === null && (
          <JudgeForm noticeId={notice.id} onClose={() => setJudging(false)} />
        )}
      </Stack>
    </Paper>
  );
}

interface JudgeFormProps {
  readonly noticeId: string;
  readonly onClose: () => void;
}

function JudgeForm({ noticeId, onClose }: JudgeFormProps) {
  const t = usePrivacyWords();
  const note = useDraft(`review:${noticeId}`, '');
  const review = useAct(reviewRoute, { quiet: true });
  const send = async () => {
    await review.mutateAsync({ params: { id: noticeId }, body: { note: note.value.trim() } });
    note.clear();
    showDone(t('reviews.done'));
    onClose();
  };
  return (
    <FormFrame
      submit={t('reviews.send')}
      busy={review.isPending}
      problem={review.error}
      onSubmit={send}
      onCancel={onClose}
      draft={note}
    >
      <Textarea
        label={t('reviews.note')}
        description={t('reviews.noteHelp')}
        required
        withAsterisk={false}
        // eslint-disable-next-line jsx-a11y/no-autofocus -- the form opens at the person's own request
        autoFocus
        autosize
        minRows={2}
        maxLength={2000}
        value={note.value}
        onChange={(event) => note.set(event.currentTarget.value)}
      />
    </FormFrame>
  );
}
