package dev.uprev.elasticsearch;

import dev.uprev.model.Instance;
import dev.uprev.model.TlsSettings;
import dev.uprev.net.TlsContext;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretResolver;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.http.Header;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponseInterceptor;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.apache.http.impl.nio.reactor.IOReactorConfig;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/** Makes clients that log in as an {@link Instance} says. Nothing is sent yet. */
final class Clients {
    private static final int CONNECT_MILLIS = 10_000;

    /** Nothing comes for so long: a snapshot, a merge or a large bulk request may take its time. */
    private static final int SILENT_MILLIS = 10 * 60_000;

    private static final int CONNECTIONS = 64;

    /**
     * Releases warn of what later ones do not have any more; the client would log that for each request, and users
     * could do nothing about it.
     */
    private static final HttpResponseInterceptor WITHOUT_WARNINGS =
            (response, context) -> response.removeHeaders(HttpHeaders.WARNING);

    /** For the first request, which every server answers at once. */
    static final RequestOptions PROMPTLY = RequestOptions.DEFAULT.toBuilder()
            .setRequestConfig(RequestConfig.custom()
                    .setConnectTimeout(CONNECT_MILLIS)
                    .setSocketTimeout(CONNECT_MILLIS)
                    .build())
            .build();

    private Clients() {}

    static RestClient open(Instance instance, SecretResolver secrets) {
        boolean encrypted = instance.tls().mode() != TlsSettings.Mode.DISABLED;
        HttpHost[] nodes = instance.addresses().stream()
                .map(address -> new HttpHost(address.host(), address.port(), encrypted ? "https" : "http"))
                .toArray(HttpHost[]::new);
        RestClientBuilder builder = RestClient.builder(nodes)
                .setRequestConfigCallback(
                        config -> config.setConnectTimeout(CONNECT_MILLIS).setSocketTimeout(SILENT_MILLIS))
                .setHttpClientConfigCallback(http -> configured(http, instance, secrets));
        if (instance.password().isPresent()) {
            builder.setDefaultHeaders(new Header[] {login(instance, secrets)});
        }
        return builder.build();
    }

    private static HttpAsyncClientBuilder configured(
            HttpAsyncClientBuilder http, Instance instance, SecretResolver secrets) {
        http.setMaxConnPerRoute(CONNECTIONS).setMaxConnTotal(CONNECTIONS);
        // For the handshake of TLS too; once connected, the request says how long it waits.
        http.setDefaultIOReactorConfig(IOReactorConfig.custom()
                .setConnectTimeout(CONNECT_MILLIS)
                .setSoTimeout(CONNECT_MILLIS)
                .build());
        http.addInterceptorLast(WITHOUT_WARNINGS);
        TlsSettings tls = instance.tls();
        if (tls.mode() != TlsSettings.Mode.DISABLED) {
            http.setSSLContext(TlsContext.of(tls, secrets));
            if (tls.mode() != TlsSettings.Mode.VERIFY_HOST) {
                http.setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE);
            }
        }
        return http;
    }

    private static Header login(Instance instance, SecretResolver secrets) {
        try (Secret password = secrets.resolve(instance.password().orElseThrow())) {
            String login = instance.user().orElse("elastic") + ":" + password.reveal();
            String encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
            return new BasicHeader(HttpHeaders.AUTHORIZATION, "Basic " + encoded);
        }
    }
}
