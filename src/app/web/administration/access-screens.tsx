import { useQuery } from '@tanstack/react-query';

import { TokensScreen } from '../../../access/web/admin/tokens-screen.tsx';
import { UsersScreen } from '../../../access/web/admin/users-screen.tsx';
import { useMay } from '../../../access/web/session.ts';
import { practicesQuery } from '../../../people/web/person-query.ts';
import { PatientField } from '../../../people/web/search/patient-field.tsx';

/** Users, with the practices they can be bound to. */
export function UsersRoute() {
  const practices = useQuery(practicesQuery()).data?.practices ?? [];
  return <UsersScreen practices={practices} />;
}

/** Machine access, with the practices and patients it can be bound to. */
export function TokensRoute() {
  const may = useMay();
  const practices = useQuery(practicesQuery()).data?.practices ?? [];
  return (
    <TokensScreen
      practices={practices}
      PatientPicker={may('patients.find') ? PatientField : undefined}
    />
  );
}
