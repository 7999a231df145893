import { useState } from 'react';

import { PasswordStep } from './password-step.tsx';
import { CodeStep } from './code-step.tsx';

interface SignInFormProps {
  /** Signing in again: the person is known, only the password is asked for. */
  readonly email?: string;
  readonly onSignedIn: () => void;
}

/** Password first, then the code of the authenticator app where there is one. */
export function SignInForm({ email, onSignedIn }: SignInFormProps) {
  const [codeNeeded, setCodeNeeded] = useState(false);
  if (codeNeeded) {
    return <CodeStep onVerified={onSignedIn} onStartAgain={() => setCodeNeeded(false)} />;
  }
  return (
    <PasswordStep
      {...(email !== undefined && { email })}
      onPassed={(state) => (state === 'code-needed' ? setCodeNeeded(true) : onSignedIn())}
    />
  );
}
