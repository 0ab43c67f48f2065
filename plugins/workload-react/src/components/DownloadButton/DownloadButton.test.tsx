import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DownloadButton } from './DownloadButton';

const saved: string[] = [];

beforeEach(() => {
  saved.length = 0;
  Object.assign(URL, {
    createObjectURL: () => 'blob:file',
    revokeObjectURL: () => {},
  });
  jest
    .spyOn(HTMLAnchorElement.prototype, 'click')
    .mockImplementation(function save(this: HTMLAnchorElement) {
      saved.push(this.download);
    });
});

afterEach(() => jest.restoreAllMocks());

describe('DownloadButton', () => {
  it('says how much has come, and saves the file once', async () => {
    let finish: (file: Blob) => void = () => {};
    const download = jest.fn(
      (onProgress: (bytes: number) => void) =>
        new Promise<Blob>(resolve => {
          onProgress(3_000);
          finish = resolve;
        }),
    );
    render(
      <DownloadButton
        label="CSV"
        progress={size => `${size} kB`}
        failed="It did not come"
        fileName="all.csv"
        download={download}
      />,
    );
    await userEvent.click(screen.getByRole('button', { name: 'CSV' }));
    expect(await screen.findByText('3 kB')).toBeInTheDocument();
    finish(new Blob(['id']));
    await waitFor(() => expect(saved).toEqual(['all.csv']));
    expect(download).toHaveBeenCalledTimes(1);
    expect(screen.queryByText('3 kB')).not.toBeInTheDocument();
  });

  it('says why the file did not come, in the words of the back end', async () => {
    render(
      <DownloadButton
        label="CSV"
        failed="It did not come"
        fileName="all.csv"
        download={async () => {
          throw Object.assign(new Error('Request failed with 404'), {
            cause: { message: 'There is no report' },
          });
        }}
      />,
    );
    await userEvent.click(screen.getByRole('button', { name: 'CSV' }));
    expect(await screen.findByText('It did not come')).toBeInTheDocument();
    expect(screen.getByText('There is no report')).toBeInTheDocument();
    expect(saved).toEqual([]);
  });
});
