import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { createEstate } from './createEstate';

describe('createEstate', () => {
  const create = (estate?: object, integrations: object = {}) =>
    createEstate({
      config: new ConfigReader({
        integrations,
        stamp: { ...(estate && { estate }) },
      } as any),
      logger: mockServices.logger.mock(),
    });

  const github = { github: [{ host: 'github.com', token: 'x' }] };

  it('makes none where none is configured', () => {
    expect(create()).toBeUndefined();
  });

  it('makes a folder or a repository', () => {
    expect(create({ directory: 'data/estate' })).toMatchObject({
      place: 'data/estate',
      isReviewed: false,
    });
    expect(
      create(
        {
          repository: {
            url: 'https://github.com/example/estate.git/',
            directory: '/platform/',
          },
        },
        github,
      ),
    ).toMatchObject({
      place: 'https://github.com/example/estate platform',
      isReviewed: true,
    });
  });

  it('knows every kind of host', () => {
    const urls = [
      'https://github.com/example/estate',
      'https://gitlab.com/example/platform/estate',
      'https://dev.azure.com/example/platform/_git/estate',
      'https://dev.azure.com/example/_git/estate',
    ];
    for (const url of urls) {
      expect(create({ repository: { url } })).toMatchObject({ place: url });
    }
  });

  it('refuses both at once', () => {
    expect(() =>
      create(
        {
          directory: 'x',
          repository: { url: 'https://github.com/example/estate' },
        },
        github,
      ),
    ).toThrow('both a directory and a repository');
  });

  it.each([
    ['estate', 'expected an https address such as'],
    [
      'http://github.com/example/estate',
      'expected an https address, not http:',
    ],
    ['ssh://git@github.com/example/estate', 'expected an https address'],
    ['https://x:secret@github.com/example/estate', 'without a token'],
    ['https://github.com/example', 'is no address of a repository'],
    ['https://github.com/example/estate/tree/main', 'is no address'],
    ['https://github.com/example/a%2Fb', 'is no address'],
    [
      'https://dev.azure.com/example/platform',
      'expected https://dev.azure.com',
    ],
    ['https://169.254.169.254/example/estate', 'no integration is for'],
    ['https://github.com.example.org/example/estate', 'no integration is for'],
    ['https://bitbucket.org/example/estate', 'no integration is for'],
  ])('refuses the address %s', (url, message) => {
    expect(() => create({ repository: { url } })).toThrow(message);
  });

  it('says no token that stands in an address', () => {
    expect(() =>
      create({ repository: { url: 'https://x:hush@github.com/a/b' } }),
    ).toThrow(/^(?!.*hush)/s);
  });

  it.each(['../x', 'a/../b', '.git', 'a b', 'a//b'])(
    'refuses the folder %s of a repository',
    directory => {
      expect(() =>
        create({
          repository: { url: 'https://github.com/example/estate', directory },
        }),
      ).toThrow('expected a folder of the repository');
    },
  );

  it('says so when the integration has no token', async () => {
    const estate = create({
      repository: { url: 'https://gitlab.com/example/estate' },
    })!;
    await expect(estate.readStamps('system:default/example')).rejects.toThrow(
      'integrations.gitlab has no token',
    );
  });
});
