import { Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';

import type { Reply } from '../../../platform/core/contract.ts';
import type { inviteToPortal } from '../../contract.ts';
import { usePortalWords } from './portal-words.ts';
import { useMoment } from './use-moment.ts';

interface InvitationShownProps {
  readonly invitation: Reply<typeof inviteToPortal>;
  readonly onDone: () => void;
}

/** Link and code, which exist in this window only; it closes only by its button. */
export function InvitationShown({ invitation, onDone }: InvitationShownProps) {
  const t = usePortalWords();
  const moment = useMoment();
  const link = new URL(invitation.path, window.location.origin).href;
  return (
    <Modal
      opened
      onClose={onDone}
      title={t('shown.title')}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size="lg"
    >
      <Stack>
        <Text fw={600}>{t('shown.link')}</Text>
        <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {link}
        </Code>
        <Text fw={600}>{t('shown.code')}</Text>
        <Text fz={36} fw={700} ff="monospace" data-testid="portal-code">
          {invitation.code}
        </Text>
        <Text size="sm">{t('shown.until', { at: moment(invitation.expiresAt) })}</Text>
        <Group>
          <CopyButton value={link}>
            {({ copied, copy }) => (
              <Button data-autofocus onClick={copy}>
                {copied ? t('shown.copied') : t('shown.copy')}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={onDone}>
            {t('shown.done')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
