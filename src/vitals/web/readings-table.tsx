import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';

import { Icon } from '../../platform/web/icon.tsx';
import { useLanguage, useSay } from '../../platform/web/language.ts';
import { PatientTime } from '../../platform/web/patient-time.tsx';
import type { ReadingView } from '../core/reading-view.ts';
import { useVitalsWords } from './chart-words.ts';
import type { ChartView } from './plot/chart-view.ts';
import type { PlotPoint } from './plot/plot-data.ts';
import { worstPassed } from './plot/summary.ts';
import { useReadingWords } from './reading-words.ts';
import { readingText, stretchText } from './reading-text.ts';
import { shownOf } from './vitals-query.ts';

const rowsAtFirst = 30;
const oneLine = { whiteSpace: 'nowrap' } as const;

interface ReadingsTableProps {
  readonly view: ChartView;
  /** Withdrawn and replaced ones, which the picture leaves out. */
  readonly corrected: readonly ReadingView[];
  /** What can be done with a reading, shown at the end of its row. */
  readonly actions?: ((reading: ReadingView) => ReactNode) | undefined;
}

/** The numbers behind the picture, newest first. */
export function ReadingsTable({ view, corrected, actions }: ReadingsTableProps) {
  const t = useVitalsWords();
  const say = useSay();
  const [open, { toggle }] = useDisclosure();
  const [shown, setShown] = useState(rowsAtFirst);
  const stretches = view.points.some((point) => point.reading === undefined);
  const rows = [...view.points, ...corrected.map(asPoint)].toSorted(
    (one, other) => other.at - one.at,
  );
  const caption = t('table.caption', { kind: say(view.vital.definition.label) });
  if (rows.length === 0) return null;
  return (
    <Stack gap="xs">
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={toggle}
          aria-expanded={open}
          leftSection={<Icon name={open ? 'up' : 'down'} size={14} />}
        >
          {open ? t('table.hide') : t('table.show', { count: rows.length })}
        </Button>
      </Group>
      {open && (
        <Table.ScrollContainer
          minWidth={320}
          type="native"
          tabIndex={0}
          role="group"
          aria-label={caption}
        >
          <Table striped verticalSpacing={4} captionSide="top" stickyHeader>
            <Table.Caption>{caption}</Table.Caption>
            {stretches ? (
              <StretchRows view={view} rows={rows.slice(0, shown)} />
            ) : (
              <ReadingRows view={view} rows={rows.slice(0, shown)} actions={actions} />
            )}
          </Table>
        </Table.ScrollContainer>
      )}
      {open && shown < rows.length && (
        <Button variant="default" size="compact-sm" onClick={() => setShown(shown + 100)}>
          {t('table.older')}
        </Button>
      )}
    </Stack>
  );
}

function asPoint(reading: ReadingView): PlotPoint {
  return { at: Date.parse(reading.at), values: {}, beyond: null, count: 1, reading };
}

interface RowsProps {
  readonly view: ChartView;
  readonly rows: readonly PlotPoint[];
  readonly actions?: ((reading: ReadingView) => ReactNode) | undefined;
}

function ReadingRows({ view, rows, actions }: RowsProps) {
  const t = useVitalsWords();
  const language = useLanguage();
  const { vitals, unit, zone } = view;
  return (
    <>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('table.when')}</Table.Th>
          <Table.Th>{t('table.value')}</Table.Th>
          <Table.Th>{t('table.remarks')}</Table.Th>
          {actions && <Table.Th>{t('table.actions')}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((point) => {
          const { reading } = point;
          if (!reading) return null;
          return (
            <Table.Tr key={`${reading.at} ${reading.sourceId}`}>
              <Table.Td style={oneLine}>
                <PatientTime at={point.at} zone={zone} />
              </Table.Td>
              <Table.Td
                style={oneLine}
                fw={600}
                td={reading.correction ? 'line-through' : undefined}
              >
                {readingText(vitals, shownOf(reading), language, unit)}
              </Table.Td>
              <Table.Td>
                <Remarks view={view} point={point} reading={reading} />
              </Table.Td>
              {actions && <Table.Td>{reading.correction ? null : actions(reading)}</Table.Td>}
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </>
  );
}

interface RemarksProps {
  readonly view: ChartView;
  readonly point: PlotPoint;
  readonly reading: ReadingView;
}

function Remarks({ view, point, reading }: RemarksProps) {
  const t = useVitalsWords();
  const words = useReadingWords();
  const { correction } = reading;
  const ids = view.vital.components.map((component) => component.id);
  const passed = worstPassed(point, ids, view.bands);
  const remarks = [
    correction && t(`table.${correction.action}`, { reason: correction.reason }),
    passed && t(passed.direction === 'high' ? 'table.beyondHigh' : 'table.beyondLow'),
    reading.standing === 'unconfirmed' && words('placement.unconfirmed'),
    reading.trust !== 'device-synchronised' && words(`trust.${reading.trust}`),
  ];
  return (
    <Text span size="sm" c={passed ? (passed.tone === 'alarm' ? 'red.9' : 'orange.9') : 'gray.8'}>
      {remarks.filter(Boolean).join(' · ')}
    </Text>
  );
}

function StretchRows({ view, rows }: Pick<RowsProps, 'view' | 'rows'>) {
  const t = useVitalsWords();
  const language = useLanguage();
  const { vitals, vital, unit, zone } = view;
  const text = (values: PlotPoint['values'] = {}) =>
    stretchText(vitals, vital, values, unit, language);
  return (
    <>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('table.around')}</Table.Th>
          <Table.Th>{t('table.readings')}</Table.Th>
          <Table.Th>{t('table.lowest')}</Table.Th>
          <Table.Th>{t('table.mean')}</Table.Th>
          <Table.Th>{t('table.highest')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((point) => (
          <Table.Tr key={point.at}>
            <Table.Td style={oneLine}>
              <PatientTime at={point.at} zone={zone} />
            </Table.Td>
            <Table.Td>{point.count}</Table.Td>
            <Table.Td>{text(point.low)}</Table.Td>
            <Table.Td>{text(point.values)}</Table.Td>
            <Table.Td>{text(point.high)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </>
  );
}
