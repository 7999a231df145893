import { List, Paper, Table, Text, Title } from '@mantine/core';

import { isReviewed, languages } from '../../../platform/core/text.ts';
import { formatSpan } from '../../../platform/web/format.ts';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import type { Level, Limit, Pattern, Protocol, Rule } from '../../core/protocol.ts';
import { withStages } from '../../core/stages.ts';
import { exactNumber, unitLabel, withUnit } from '../../core/unit-text.ts';
import { useCodeWords } from '../code-words.ts';
import { PatientText } from './patient-text.tsx';
import { useProtocolWords } from './protocol-words.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

interface RulePartProps {
  readonly protocol: Protocol;
  readonly rule: Rule;
  readonly vitals: Vitals;
}

/** One rule: its source, and each level with limits in their units, pattern and urgency. */
export function RulePart({ protocol, rule, vitals }: RulePartProps) {
  const t = useProtocolWords();
  const say = useSay();
  return (
    <Paper withBorder p="md" component="section">
      <Title order={3} size="h5">
        {say(rule.label)}
      </Title>
      <Text size="sm" c="gray.8">
        {say(rule.source)}
      </Text>
      <Table.ScrollContainer
        minWidth={520}
        type="native"
        tabIndex={0}
        role="group"
        aria-label={say(rule.label)}
      >
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('rules.level')}</Table.Th>
              <Table.Th>{t('rules.limit')}</Table.Th>
              <Table.Th>{t('rules.urgency')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {withStages(rule.levels).map((level) => (
              <LevelRow
                key={level.id}
                level={level}
                rule={rule}
                protocol={protocol}
                vitals={vitals}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}

interface LevelRowProps extends RulePartProps {
  readonly level: Level;
}

function LevelRow({ level, rule, protocol, vitals }: LevelRowProps) {
  const t = useProtocolWords();
  const words = useCodeWords();
  const say = useSay();
  const limitText = useLimit(protocol, vitals);
  const { limits } = level;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={600}>
        {say(level.label)}
        {level.clears && (
          <Text size="sm" fw={400}>
            {t('rules.byPerson')}
          </Text>
        )}
      </Table.Th>
      <Table.Td>
        {limits.length === 0 && t('rules.noLimit')}
        <List listStyleType="none" m={0} p={0}>
          {limits.map((limit, index) => (
            <List.Item key={limit.name}>
              {index > 0 && `${t('rules.or')} `}
              <b>{limitText(rule, limit)}</b>
            </List.Item>
          ))}
        </List>
        <Conditions level={level} />
        {level.confirm && <Asking confirm={level.confirm} />}
      </Table.Td>
      <Table.Td>
        {words(`priority.${level.priority}`)} · {words(`tier.${level.tier}`)}
      </Table.Td>
    </Table.Tr>
  );
}

/** What must hold besides the limit. */
function Conditions({ level }: { readonly level: Level }) {
  const t = useProtocolWords();
  const words = useCodeWords();
  const pattern = usePattern();
  const told = level.withAnyOf ?? [];
  const symptoms = told.flatMap((one) => (one.told === 'symptoms' ? one.anyOf : []));
  const listed = symptoms.map((one) => words(`symptom.${one}`)).join(', ');
  const others = told.some((one) => one.told !== 'symptoms');
  return (
    <Text size="sm">
      {[
        level.pattern && pattern(level.pattern),
        level.confirm &&
          t('rules.confirm', { within: formatSpan(level.confirm.withinMinutes * minuteMs) }),
        listed !== '' && t('rules.symptoms', { symptoms: listed }),
        others && t('rules.told'),
      ]
        .filter(Boolean)
        .join('; ')}
    </Text>
  );
}

/** What the patient is asked for a second value, and what the portal says instead until it is reviewed. */
function Asking({ confirm: { ask } }: { readonly confirm: NonNullable<Level['confirm']> }) {
  const t = useProtocolWords();
  const reviewed = languages.every((one) => isReviewed(ask, one));
  return (
    <details>
      <summary>
        {t('rules.asks')}
        {!reviewed && ` (${t('rules.asksUnreviewed')})`}
      </summary>
      <PatientText text={ask} />
    </details>
  );
}

/** How often or how long a level's limits must have been passed, for people. */
export function usePattern(): (pattern: Pattern) => string {
  const t = useProtocolWords();
  return (pattern) => {
    if (pattern.pattern === 'sustained') {
      return t('rules.pattern.sustained', { span: formatSpan(pattern.minutes * minuteMs) });
    }
    return t(`rules.pattern.${pattern.pattern}`, {
      count: pattern.count,
      apart: formatSpan(pattern.apartMinutes * minuteMs),
      within: formatSpan(pattern.withinHours * hourMs),
    });
  };
}

/** A limit for people, in every unit it is published in: "≥ 180 mmHg", "< 70 mg/dL / < 3.9 mmol/L". */
export function useLimit(protocol: Protocol, vitals: Vitals): (rule: Rule, limit: Limit) => string {
  const t = useProtocolWords();
  const say = useSay();
  const language = useLanguage();
  return (rule, limit) => {
    const measure = protocol.measures.find((one) => one.name === limit.of) ?? protocol.measures[0];
    if (measure === undefined) return '–';
    const { kind } = measure;
    const sign = rule.direction === 'low' ? ['≤', '<'] : ['≥', '>'];
    const text = limit.thresholds
      .map(({ value, unit }) => {
        const number = exactNumber(vitals, kind, value, unit, language);
        const shown = withUnit(number, unitLabel(vitals, kind, unit, language), language);
        return `${sign[limit.inclusive ? 0 : 1]} ${shown}`;
      })
      .join(' / ');
    if (limit.of === 'change') return t('rules.change', { limit: text });
    if (limit.of === 'percent') return t('rules.percent', { limit: text });
    if (limit.of === 'total') return t('rules.total', { limit: text });
    if (limit.of === 'highest') return t('rules.highest', { limit: text });
    if (limit.of === 'silence') return t('rules.silence', { limit: text });
    const component = vitals.byKind.get(kind)?.componentByKey.get(measure.component);
    return component ? `${say(component.definition.label)} ${text}` : text;
  };
}
