package dev.uprev.examples.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.ServiceRef;
import dev.uprev.spi.ServiceStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlatformServicesTest {
    private static final ServiceRef ORDERS = new ServiceRef("orders");

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private HttpServer platform;
    private PlatformServices services;

    @BeforeEach
    void startAPlatform() throws IOException {
        platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        platform.createContext("/orders/", this::answer);
        platform.start();
        URI address = URI.create("http://127.0.0.1:" + platform.getAddress().getPort() + "/");
        services = new PlatformServices(address, HttpClient.newHttpClient());
    }

    @AfterEach
    void stopThePlatform() {
        platform.stop(0);
    }

    @Test
    void asksAndTellsThePlatform() {
        assertThat(services.status(ORDERS)).isEqualTo(new ServiceStatus(3, 2));
        services.scale(ORDERS, 0);
        services.repoint(ORDERS, Instance.of(DatabaseEngine.POSTGRESQL, "db2:5432"));
        assertThat(calls)
                .containsExactly("GET /orders/copies ", "PUT /orders/copies 0", "PUT /orders/database db2:5432");
    }

    @Test
    void aRefusalIsAnErrorThatSaysWhatToDo() {
        assertThatThrownBy(() -> services.status(new ServiceRef("unknown")))
                .hasMessageContaining("404")
                .hasMessageContaining("fix: ");
    }

    private void answer(HttpExchange call) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(call.getRequestMethod() + " " + call.getRequestURI().getPath() + " " + body);
        byte[] answer = "3 2".getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(200, answer.length);
        call.getResponseBody().write(answer);
        call.close();
    }
}
