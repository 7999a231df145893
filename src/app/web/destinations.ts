import type { LinkProps } from '@tanstack/react-router';

import type { Permission } from '../../access/core/permissions.ts';
import type { IconName } from '../../platform/web/icon.tsx';
import type { en } from '../messages/en.ts';

interface Destination {
  readonly link: Pick<LinkProps, 'to' | 'params'>;
  readonly word: Exclude<keyof (typeof en)['navigation'], `waiting_${string}`>;
  readonly icon: IconName;
  readonly permission: Permission;
  /** The second of two keys: `g` and this one. */
  readonly key: string;
}

/** Where one can go, in the order of the menu; the first one allowed is where a person starts. */
export const destinations: readonly Destination[] = [
  {
    link: { to: '/lists/$list', params: { list: 'triage' } },
    word: 'triage',
    icon: 'list',
    permission: 'work.read',
    key: 't',
  },
  {
    link: { to: '/hand-offs' },
    word: 'handOffs',
    icon: 'handOff',
    permission: 'hand-off.send',
    key: 'h',
  },
  {
    link: { to: '/patients' },
    word: 'patients',
    icon: 'people',
    permission: 'patients.read',
    key: 'p',
  },
  {
    link: { to: '/quarantine' },
    word: 'quarantine',
    icon: 'quarantine',
    permission: 'quarantine.read',
    key: 'q',
  },
  {
    link: { to: '/board' },
    word: 'board',
    icon: 'board',
    permission: 'work.supervise',
    key: 'b',
  },
  { link: { to: '/users' }, word: 'users', icon: 'people', permission: 'users.read', key: 'u' },
  {
    link: { to: '/machine-access' },
    word: 'tokens',
    icon: 'lock',
    permission: 'tokens.write',
    key: 'm',
  },
  {
    link: { to: '/sources' },
    word: 'sources',
    icon: 'board',
    permission: 'sources.write',
    key: 's',
  },
  {
    link: { to: '/practices' },
    word: 'practices',
    icon: 'settings',
    permission: 'practices.write',
    key: 'c',
  },
  {
    link: { to: '/calendar' },
    word: 'calendar',
    icon: 'clock',
    permission: 'calendar.write',
    key: 'd',
  },
  { link: { to: '/who-saw' }, word: 'whoSaw', icon: 'shield', permission: 'audit.read', key: 'w' },
  {
    link: { to: '/emergency-access' },
    word: 'reviews',
    icon: 'critical',
    permission: 'break-glass.review',
    key: 'e',
  },
  {
    link: { to: '/protocols' },
    word: 'protocols',
    icon: 'note',
    permission: 'protocols.read',
    key: 'o',
  },
];
