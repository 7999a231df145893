import {
  Anchor,
  Button,
  type AnchorProps,
  type ButtonProps,
  type PolymorphicComponentProps,
} from '@mantine/core';
import { createLink } from '@tanstack/react-router';

function PlainButton(props: PolymorphicComponentProps<'a', ButtonProps>) {
  return <Button component="a" {...props} />;
}

function PlainAnchor(props: PolymorphicComponentProps<'a', AnchorProps>) {
  return <Anchor {...props} />;
}

/** A link to another screen that looks like a button. */
export const LinkButton = createLink(PlainButton);

/** A link to another screen. */
export const ScreenLink = createLink(PlainAnchor);
