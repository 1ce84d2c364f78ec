package dev.uprev.postgresql;

import dev.uprev.model.HostPort;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;

/**
 * Passes one session through to a PostgreSQL server, but drops the parameter {@code options} of the login, as PgBouncer
 * does with {@code ignore_startup_parameters = options}.
 */
final class OptionsDroppingProxy implements Closeable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final int serverPort;

    OptionsDroppingProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        start(this::serve);
    }

    HostPort address() {
        return new HostPort("127.0.0.1", listener.getLocalPort());
    }

    private void serve() throws IOException {
        try (Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            byte[] login = in.readNBytes(in.readInt() - Integer.BYTES);
            byte[] without = withoutOptions(login);
            DataOutputStream out = new DataOutputStream(server.getOutputStream());
            out.writeInt(without.length + Integer.BYTES);
            out.write(without);
            start(() -> server.getInputStream().transferTo(client.getOutputStream()));
            in.transferTo(out);
        }
    }

    /** A login is the number of the protocol, then names and values that end with a zero each, then a zero. */
    private static byte[] withoutOptions(byte[] login) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        kept.write(login, 0, Integer.BYTES);
        String parameters = new String(login, Integer.BYTES, login.length - Integer.BYTES, StandardCharsets.UTF_8);
        Iterator<String> words = Arrays.asList(parameters.split("\0")).iterator();
        while (words.hasNext()) {
            String name = words.next();
            String value = words.next();
            if (!name.equals("options")) {
                kept.write((name + "\0" + value + "\0").getBytes(StandardCharsets.UTF_8));
            }
        }
        kept.write(0);
        return kept.toByteArray();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // One of the two has closed its side.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
