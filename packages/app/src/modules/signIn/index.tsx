import { ProxiedSignInPage, SignInPage } from '@backstage/core-components';
import {
  configApiRef,
  createFrontendModule,
  microsoftAuthApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';

type SignInProps = Parameters<typeof SignInPage>[0];

/** A guest in development; Microsoft Entra ID wherever `auth.environment` is something else. */
function PortalSignIn(props: Pick<SignInProps, 'onSignInSuccess'>) {
  const environment =
    useApi(configApiRef).getOptionalString('auth.environment');
  if (environment === 'development') {
    return <ProxiedSignInPage {...props} provider="guest" />;
  }
  return (
    <SignInPage
      {...props}
      auto
      provider={{
        id: 'microsoft-auth-provider',
        title: 'Microsoft Entra ID',
        message: 'Sign in with your work account',
        apiRef: microsoftAuthApiRef,
      }}
    />
  );
}

/** How people sign in to the portal. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.make({
      params: { loader: async () => PortalSignIn },
    }),
  ],
});
