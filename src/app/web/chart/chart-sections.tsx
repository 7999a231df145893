import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';

import type { Person } from '../../../people/core/schemas.ts';
import { useCommands } from '../../../platform/web/commands.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import { useAppWords } from '../app-words.ts';
import { AlertsSection } from './alerts-section.tsx';
import { sections, type ChartAddress, type Section } from './chart-address.ts';
import { MetricsTab } from './metrics-tab.tsx';
import type { SectionProps } from './section-props.ts';
import { DevicesSection, PersonSection, RecordSection } from './record-sections.tsx';
import { SummarySection } from './summary-section.tsx';
import { VitalsTab } from './vitals-tab.tsx';

interface ChartSectionsProps {
  readonly person: Person;
  readonly vitals: Vitals;
}

/** The sections of a chart as tabs; which one is open stands in the address. */
export function ChartSections({ person, vitals }: ChartSectionsProps) {
  const t = useAppWords();
  const address = useSearch({ from: '/shell/patients/$patientId' });
  const navigate = useNavigate();
  const { id: patientId } = person.header;
  const open = address.section ?? 'summary';
  const go = (change: ChartAddress) =>
    void navigate({
      to: '/patients/$patientId',
      params: { patientId },
      search: { ...address, ...change },
      replace: change.section === undefined,
    });
  useCommands(
    sections.map((section, index) => ({
      id: `chart-${section}`,
      group: t('chart.group'),
      label: t(`chart.section.${section}`),
      keys: String(index + 1),
      run: () => go({ section }),
    })),
  );
  return (
    <Tabs
      value={open}
      keepMounted={false}
      onChange={(value) => {
        const section = sections.find((one) => one === value);
        if (section) go({ section });
      }}
    >
      <Tabs.List mb="md">
        {sections.map((section) => (
          <Tabs.Tab key={section} value={section}>
            {t(`chart.section.${section}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {sections.map((section) => (
        <Tabs.Panel key={section} value={section}>
          <OpenSection
            section={section}
            person={person}
            vitals={vitals}
            address={address}
            onGo={go}
          />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function OpenSection({ section, ...props }: SectionProps & { readonly section: Section }) {
  switch (section) {
    case 'summary':
      return <SummarySection {...props} />;
    case 'vitals':
      return <VitalsTab {...props} />;
    case 'alerts':
      return <AlertsSection {...props} />;
    case 'person':
      return <PersonSection {...props} />;
    case 'record':
      return <RecordSection {...props} />;
    case 'metrics':
      return <MetricsTab {...props} />;
    case 'devices':
      return <DevicesSection {...props} />;
  }
}
