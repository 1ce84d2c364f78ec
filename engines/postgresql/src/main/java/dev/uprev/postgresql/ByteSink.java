package dev.uprev.postgresql;

import java.io.IOException;

/** Takes a stream of bytes, part by part. The array belongs to the caller again when {@link #accept} returns. */
@FunctionalInterface
interface ByteSink {
    void accept(byte[] bytes, int offset, int length) throws IOException;
}
