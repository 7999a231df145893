import { Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';

import type { SourceSecret } from '../../contract/sources.ts';
import type { Authentication } from '../../core/vendors/vendor-access.ts';
import { useSourcesWords } from './sources-words.ts';

/** What the vendor must be given. */
export interface ShownSecret extends SourceSecret {
  readonly name: string;
  readonly authentication: Authentication;
}

interface SecretShownProps {
  readonly shown: ShownSecret;
  readonly onDone: () => void;
}

/** Address and secret, in this window only; it closes by its button alone. */
export function SecretShown({ shown, onDone }: SecretShownProps) {
  const t = useSourcesWords();
  const { name, path, user, secret, authentication } = shown;
  return (
    <Modal
      opened
      onClose={onDone}
      title={t('secret.title', { name })}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size="lg"
    >
      <Stack>
        <Text fw={600}>{t('secret.once')}</Text>
        <Copied what={t('secret.address')} text={`${location.origin}${path}`} />
        {user !== null && <Copied what={t('secret.user')} text={user} />}
        {authentication === 'basic' && <Copied what={t('secret.password')} text={secret} />}
        {authentication === 'signature' && (
          <>
            <Copied what={t('secret.secret')} text={secret} />
            <Text size="sm">{t('secret.signatureHelp')}</Text>
          </>
        )}
        <Group>
          <Button data-autofocus onClick={onDone}>
            {t('secret.done')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Copied({ what, text }: { readonly what: string; readonly text: string }) {
  const t = useSourcesWords();
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm" fw={600}>
          {what}
        </Text>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('secret.copyOf', { what })}
              onClick={copy}
            >
              {t(copied ? 'secret.copied' : 'secret.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {text}
      </Code>
    </div>
  );
}
