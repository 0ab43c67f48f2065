import { Button, Flex, Text } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { useState } from 'react';
import { useAction } from '../../hooks/useAction';
import { FailureAlert } from '../FailureAlert/FailureAlert';
import { saveFile } from './saveFile';

/** Props of {@link DownloadButton}. */
export interface DownloadButtonProps {
  /** Such as `CSV`. */
  label: string;
  /** Says how much has come, such as `12 kB`; absent: nothing is said. */
  progress?: (kilobytes: string) => string;
  /** That the file did not come, for people. */
  failed: string;
  fileName: string;
  /** Fetches the file; tells how many bytes have come so far. */
  download: (onProgress: (bytes: number) => void) => Promise<Blob>;
}

/** Fetches a file with the reader's credentials and hands it to the browser to save. */
export function DownloadButton(props: DownloadButtonProps) {
  const { label, progress, failed, fileName, download } = props;
  const [bytes, setBytes] = useState(0);
  const { running, error, run } = useAction(async () => {
    setBytes(0);
    saveFile(await download(setBytes), fileName);
  });
  return (
    <Flex direction="column" gap="2">
      <Flex align="center" gap="2" justify="end">
        {progress && (
          <Text color="secondary" role="status">
            {running &&
              bytes > 0 &&
              progress(Math.ceil(bytes / 1024).toLocaleString())}
          </Text>
        )}
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiDownloadLine aria-hidden />}
          isPending={running}
          onPress={() => run()}
        >
          {label}
        </Button>
      </Flex>
      <FailureAlert title={failed} error={error} />
    </Flex>
  );
}
