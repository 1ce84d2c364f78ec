package dev.uprev.testkit.servers;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Asks whether a PostgreSQL server takes connections, by beginning one. Any answer is a yes, a refused user included,
 * but "the database system is starting up". Needs no driver and no log in a certain form.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">Message formats</a>
 */
final class PostgresPing {
    private static final int PROTOCOL_3_0 = 3 << 16;
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int OVERHEAD = Integer.BYTES;

    /** The SQLSTATE field of an error message, with the code cannot_connect_now. */
    private static final String NOT_YET = "\0C57P03\0";

    private PostgresPing() {}

    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(startupMessage());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            char kind = (char) in.readByte();
            byte[] body = in.readNBytes(in.readInt() - OVERHEAD);
            boolean ready = kind == 'R' || !new String(body, StandardCharsets.ISO_8859_1).contains(NOT_YET);
            if (kind == 'R' && body[body.length - 1] == 0) {
                new DataOutputStream(socket.getOutputStream()).write(new byte[] {'X', 0, 0, 0, OVERHEAD});
            }
            return ready;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] startupMessage() throws IOException {
        byte[] parameters = "user\0postgres\0database\0postgres\0\0".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(2 * Integer.BYTES + parameters.length);
        out.writeInt(PROTOCOL_3_0);
        out.write(parameters);
        return bytes.toByteArray();
    }
}
