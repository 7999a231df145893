import type { ReactNode } from 'react';

import { useSay } from '../../../platform/web/language.ts';
import type { VitalComponent } from '../../core/vitals.ts';
import { useVitalsWords } from '../chart-words.ts';
import type { ChartView } from './chart-view.ts';
import { ink } from './drawing.ts';
import classes from './plot.module.css';
import { summarize } from './summary.ts';

interface LegendProps {
  readonly view: ChartView;
  readonly components: readonly VitalComponent[];
}

const shapes = ['circle', 'square', 'diamond'] as const;

/** The signs that are in this picture, and no others. */
export function Legend({ view, components }: LegendProps) {
  const t = useVitalsWords();
  const say = useSay();
  const ids = components.map((component) => component.id);
  const bands = view.bands.filter((band) => ids.includes(band.component));
  const { passed, unconfirmed } = summarize(view.points, ids, bands);
  const has = (kind: string) => view.marks.some((mark) => mark.kind === kind);
  const tone = (name: string) => bands.some((band) => band.tone === name);
  return (
    <ul className={classes['legend']} aria-label={t('legend.title')}>
      {components.length > 1 &&
        components.map((component, index) => (
          <Entry key={component.id} sign={<Dot shape={shapes[index] ?? 'circle'} index={index} />}>
            {say(component.definition.label)}
          </Entry>
        ))}
      {bands.length > 0 && <Entry sign={<Zone />}>{t('legend.zone')}</Entry>}
      {tone('watch') && <Entry sign={<Dashes tone="watch" />}>{t('legend.watch')}</Entry>}
      {tone('alarm') && <Entry sign={<Dashes tone="alarm" />}>{t('legend.alarm')}</Entry>}
      {passed > 0 && (
        <Entry sign={<Triangles />}>
          {t('legend.above')} / {t('legend.below')}
        </Entry>
      )}
      {unconfirmed > 0 && <Entry sign={<Hollow />}>{t('legend.unconfirmed')}</Entry>}
      {view.points.some((point) => point.count > 1) && (
        <Entry sign={<Spread />}>{t('legend.spread')}</Entry>
      )}
      {has('alert') && <Entry sign={<Sign text="!" />}>{t('legend.alert')}</Entry>}
      {has('held') && <Entry sign={<Sign text="?" />}>{t('legend.held')}</Entry>}
    </ul>
  );
}

function Entry({ sign, children }: { readonly sign: ReactNode; readonly children: ReactNode }) {
  return (
    <li>
      <svg aria-hidden="true" width={22} height={14} viewBox="0 0 22 14">
        {sign}
      </svg>
      {children}
    </li>
  );
}

function Dot({
  shape,
  index,
}: {
  readonly shape: (typeof shapes)[number];
  readonly index: number;
}) {
  const fill = ink.components[index] ?? ink.grey;
  switch (shape) {
    case 'circle':
      return <circle cx={11} cy={7} r={4} fill={fill} />;
    case 'square':
      return <rect x={7} y={3} width={8} height={8} fill={fill} />;
    case 'diamond':
      return <path d="M11 2l5 5-5 5-5-5z" fill={fill} />;
  }
}

function Zone() {
  return <rect x={1} y={2} width={20} height={10} fill={ink.zones[0]} stroke="#ced4da" />;
}

function Dashes({ tone }: { readonly tone: 'watch' | 'alarm' }) {
  const dashes = tone === 'alarm' ? '8 4' : '2 4';
  return <path d="M0 7h22" stroke={ink[tone]} strokeWidth={2} strokeDasharray={dashes} />;
}

function Triangles() {
  return <path d="M1 11l4-8 4 8zM13 3h8l-4 8z" fill={ink.alarm} />;
}

function Hollow() {
  return <circle cx={11} cy={7} r={4} fill="none" stroke={ink.components[0]} strokeWidth={1.5} />;
}

function Spread() {
  return <path d="M11 1v12" stroke={ink.components[0]} strokeWidth={2} opacity={0.5} />;
}

function Sign({ text }: { readonly text: '!' | '?' }) {
  const alert = text === '!';
  return (
    <>
      <rect
        x={5}
        y={0.5}
        width={12}
        height={13}
        rx={3}
        fill={alert ? ink.alarm : ink.white}
        stroke={alert ? ink.alarm : ink.grey}
      />
      <text
        x={11}
        y={11}
        fontSize={11}
        fontWeight={700}
        textAnchor="middle"
        fill={alert ? ink.white : ink.grey}
      >
        {text}
      </text>
    </>
  );
}
