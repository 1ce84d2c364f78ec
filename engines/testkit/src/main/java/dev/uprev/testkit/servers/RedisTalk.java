package dev.uprev.testkit.servers;

import dev.uprev.net.TlsContext;
import dev.uprev.secret.SecretResolver;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * A connection to a Redis server for commands of words and answers that a person would read. Needs no client library.
 * For one thread.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">RESP</a>
 */
public final class RedisTalk implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final String NIL = "(nil)";

    private final Socket socket;
    private final DataInputStream in;

    private RedisTalk(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** Connects to a server on 127.0.0.1 that has no TLS. Where it asks for a password, {@code AUTH} comes first. */
    public static RedisTalk connect(int port) throws IOException {
        return connect(port, Optional.empty());
    }

    /**
     * Connects to a server on 127.0.0.1.
     *
     * @param certificate what to trust; no TLS where empty
     */
    static RedisTalk connect(int port, Optional<TestCertificate> certificate) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return new RedisTalk(certificate.isPresent() ? secured(socket, certificate.get()) : socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket secured(Socket socket, TestCertificate certificate) throws IOException {
        SSLSocketFactory factory =
                TlsContext.of(certificate.verified(), SecretResolver.standard()).getSocketFactory();
        return factory.createSocket(socket, "127.0.0.1", socket.getPort(), true);
    }

    /**
     * Sends a command and waits for its answer.
     *
     * @return text or number as it is, an error with its minus sign before it, {@code (nil)} for nothing, the elements
     *     of a list one in each line
     * @throws IOException when there is no answer within ten seconds
     */
    public String ask(String... words) throws IOException {
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        command.writeBytes(ascii("*" + words.length + "\r\n"));
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            command.writeBytes(ascii("$" + bytes.length + "\r\n"));
            command.writeBytes(bytes);
            command.writeBytes(ascii("\r\n"));
        }
        command.writeTo(socket.getOutputStream());
        return answer();
    }

    private String answer() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> rest;
            case '-' -> line;
            case '$' -> text(Integer.parseInt(rest));
            case '*' -> list(Integer.parseInt(rest));
            default -> throw new IOException("no answer in the protocol of Redis: " + line);
        };
    }

    private String text(int length) throws IOException {
        if (length < 0) {
            return NIL;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        line();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String list(int size) throws IOException {
        if (size < 0) {
            return NIL;
        }
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            elements.add(answer());
        }
        return String.join("\n", elements);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server has closed the connection");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
