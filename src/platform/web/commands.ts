import { useEffect, useRef } from 'react';

/** Something a person can do now, by a key, from the palette, or both. */
export interface Command {
  readonly id: string;
  /** In the language of the screens. */
  readonly label: string;
  /** Heading under which the list of keys shows it. */
  readonly group: string;
  /** One key (`j`, `Enter`, `?`), with `mod+` for Control or Command, or two after each other (`g t`). */
  readonly keys?: string;
  readonly run: () => void;
  /** Also works while a dialog is open. */
  readonly inDialog?: boolean;
}

interface Registration {
  commands: readonly Command[];
}

const registrations = new Set<Registration>();
const singleKeysStorage = 'enlace:single-keys';

/** Every command of the screens that are open, the newest screen's last. */
export function listCommands(): readonly Command[] {
  return [...registrations].flatMap((registration) => registration.commands);
}

/** Offers commands as long as the component is on screen. */
export function useCommands(commands: readonly Command[]): void {
  const registration = useRef<Registration>({ commands });
  useEffect(() => {
    registration.current.commands = commands;
  });
  useEffect(() => {
    const own = registration.current;
    registrations.add(own);
    return () => {
      registrations.delete(own);
    };
  }, []);
}

/** Single letters can be switched off, for people who steer by voice (WCAG 2.1.4). */
export function areSingleKeysOn(): boolean {
  return localStorage.getItem(singleKeysStorage) !== 'off';
}

export function setSingleKeys(on: boolean): void {
  if (on) localStorage.removeItem(singleKeysStorage);
  else localStorage.setItem(singleKeysStorage, 'off');
}

/** A key press as far as commands care. */
export interface Press {
  readonly key: string;
  readonly mod: boolean;
  readonly place: 'text' | 'control' | 'dialog' | 'page';
}

/** The command that a press means, given the key pressed just before; the newest screen wins. */
export function findCommand(
  commands: readonly Command[],
  press: Press,
  before: string | undefined,
  singleKeysOn: boolean,
): Command | undefined {
  if (press.place === 'text' && !press.mod) return undefined;
  if (press.place === 'control' && press.key === 'Enter') return undefined;
  if (!press.mod && !singleKeysOn && press.key !== 'Escape') return undefined;
  const pressed = press.mod ? `mod+${press.key.toLowerCase()}` : press.key;
  const dialog = press.place === 'dialog';
  const find = (keys: string) =>
    commands.findLast((one) => one.keys === keys && (!dialog || one.inDialog === true));
  return (before === undefined ? undefined : find(`${before} ${pressed}`)) ?? find(pressed);
}

function placeOf(target: EventTarget | null): Press['place'] {
  if (document.querySelector('[role="dialog"][aria-modal="true"]') !== null) {
    return isTextField(target) ? 'text' : 'dialog';
  }
  if (isTextField(target)) return 'text';
  const onControl =
    target instanceof Element && target.closest('a, button, summary, [role="option"]');
  return onControl ? 'control' : 'page';
}

function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=checkbox], [type=radio]), textarea, select'))
  );
}

const sequenceMs = 1_200;

/** Listens for the keys of all commands; once per page. Returns what ends it. */
export function startCommands(): () => void {
  let before: { key: string; at: number } | undefined;
  function onKeyDown(event: KeyboardEvent) {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const press = {
      key: event.key,
      mod: event.ctrlKey || event.metaKey,
      place: placeOf(event.target),
    };
    const recent = before && event.timeStamp - before.at < sequenceMs ? before.key : undefined;
    before = press.mod ? undefined : { key: event.key, at: event.timeStamp };
    const command = findCommand(listCommands(), press, recent, areSingleKeysOn());
    if (!command) return;
    event.preventDefault();
    before = undefined;
    command.run();
  }
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}
