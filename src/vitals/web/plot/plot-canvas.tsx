import 'uplot/dist/uPlot.min.css';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';

import { columnsOf, type PlotPoint } from './plot-data.ts';
import { plotOptions, type Picture } from './plot-options.ts';

interface PlotCanvasProps {
  readonly picture: Picture;
  /** Says in words what the picture shows. */
  readonly label: string;
  readonly onPoint: (point: PlotPoint | undefined) => void;
}

/** The picture itself. Nobody can read a canvas aloud: its label says the essence, the table the rest. */
export function PlotCanvas({ picture, label, onPoint }: PlotCanvasProps) {
  const { ref: sizeRef, width } = useElementSize<HTMLDivElement>();
  const place = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sizeRef, place);
  const report = useRef(onPoint);
  useEffect(() => {
    report.current = onPoint;
  });
  const wide = Math.floor(width);
  useEffect(() => {
    const target = place.current;
    if (!target || wide === 0) return undefined;
    const options = plotOptions(picture, wide, (point) => report.current(point));
    const columns = columnsOf(picture.points, picture.componentIds);
    const plot = new uPlot(options, columns as uPlot.AlignedData, target);
    return () => plot.destroy();
  }, [picture, wide]);
  return <div ref={ref} role="img" aria-label={label} style={{ minHeight: picture.height }} />;
}
