import { Box, Group, Stack, Text } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';

import { useLanguage, useSay } from '../../../platform/web/language.ts';
import type { VitalComponent } from '../../core/vitals.ts';
import type { ChartView } from './chart-view.ts';
import { Legend } from './legend.tsx';
import { PlotCanvas } from './plot-canvas.tsx';
import { picturesOf, type PlotPoint } from './plot-data.ts';
import type { Picture } from './plot-options.ts';
import { Readout } from './readout.tsx';
import { useSummaryText } from './use-summary-text.ts';

interface VitalChartProps {
  readonly view: ChartView;
  /** Stands at the right above the picture. */
  readonly aside: ReactNode;
}

/** The pictures of one vital sign: the sign itself, and smaller ones for what it measures besides. */
export function VitalChart({ view, aside }: VitalChartProps) {
  const summary = useSummaryText()(view);
  const [point, setPoint] = useState<PlotPoint>();
  const [main = [], ...others] = picturesOf(view.vital);
  const besides = others.filter((components) => hasValues(view, components));
  return (
    <Stack gap={4}>
      <Text size="sm">{summary}</Text>
      {view.points.length > 0 && (
        <>
          <Group justify="space-between" gap="xs">
            <Readout view={view} point={point} />
            {aside}
          </Group>
          <VitalPicture
            view={view}
            components={main}
            height={280}
            label={summary}
            onPoint={setPoint}
          />
          <Legend view={view} components={main} />
          {besides.map((components) => (
            <SidePicture
              key={components[0]?.id}
              view={view}
              components={components}
              onPoint={setPoint}
            />
          ))}
        </>
      )}
    </Stack>
  );
}

function hasValues({ points }: ChartView, components: readonly VitalComponent[]): boolean {
  const ids = components.map(({ id }) => id);
  return points.some((point) => shows(point, ids));
}

function shows({ values }: PlotPoint, componentIds: readonly string[]): boolean {
  return componentIds.some((id) => values[id] !== undefined);
}

interface SidePictureProps {
  readonly view: ChartView;
  readonly components: readonly VitalComponent[];
  readonly onPoint: (point: PlotPoint | undefined) => void;
}

function SidePicture({ view, components, onPoint }: SidePictureProps) {
  const say = useSay();
  const [component] = components;
  const unit = component?.unit.label;
  const label = component ? `${say(component.definition.label)} (${unit ? say(unit) : ''})` : '';
  return (
    <Box>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <VitalPicture
        view={view}
        components={components}
        height={130}
        label={label}
        onPoint={onPoint}
      />
    </Box>
  );
}

interface VitalPictureProps extends SidePictureProps {
  readonly height: number;
  readonly label: string;
}

/** One picture; drawn again only when what it shows has changed. */
export function VitalPicture({ view, components, height, label, onPoint }: VitalPictureProps) {
  const language = useLanguage();
  const { vital, points, bands, marks, span, zone } = view;
  const ids = components.map((component) => component.id).join(' ');
  const names = components.map((component) => component.definition.label[language]).join('|');
  const picture = useMemo<Picture>(() => {
    const componentIds = ids.split(' ');
    const main = componentIds[0] === vital.components[0]?.id;
    return {
      componentIds,
      labels: names.split('|'),
      points: points.filter(
        (point) => shows(point, componentIds) || (main && point.beyond !== null),
      ),
      bands,
      marks: main ? marks : [],
      from: Date.parse(span.from),
      to: Date.parse(span.to),
      zone,
      language,
      height,
    };
  }, [ids, names, vital, points, bands, marks, span, zone, language, height]);
  return <PlotCanvas picture={picture} label={label} onPoint={onPoint} />;
}
