package dev.uprev.postgresql;

import java.io.IOException;

/** Takes large objects, one after the other in the order of their numbers. */
interface LargeObjectSink {
    /** The next large object; its bytes, if it has any, follow. */
    void begin(long oid) throws IOException;

    /**
     * Bytes of the large object that was begun last, behind those that came before. Bytes that lie between are zeros
     * that the server does not store. The array belongs to the caller again afterwards.
     */
    void bytes(long offset, byte[] bytes, int from, int length) throws IOException;

    /** There are no more. */
    void end() throws IOException;
}
