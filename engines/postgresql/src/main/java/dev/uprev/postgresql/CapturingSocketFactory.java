package dev.uprev.postgresql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Makes ordinary sockets and shows them to {@link SocketCapture}. Public only because pgjdbc makes it by its name. */
public final class CapturingSocketFactory extends SocketFactory {
    private final SocketFactory sockets = SocketFactory.getDefault();
    private final String key;

    /** Called by pgjdbc with the value of its property {@code socketFactoryArg}. */
    public CapturingSocketFactory(String key) {
        this.key = key;
    }

    @Override
    public Socket createSocket() throws IOException {
        return caught(sockets.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return caught(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return caught(sockets.createSocket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return caught(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return caught(sockets.createSocket(host, port, from, fromPort));
    }

    private Socket caught(Socket socket) {
        SocketCapture.caught(key, socket);
        return socket;
    }
}
