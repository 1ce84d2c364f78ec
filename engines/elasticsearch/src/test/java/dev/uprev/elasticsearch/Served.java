package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.Uprev;
import dev.uprev.UprevBuilder;
import dev.uprev.compat.CompatibilityRules;
import dev.uprev.control.LocalInstanceController;
import dev.uprev.event.UpgradeListener;
import dev.uprev.journal.Journal;
import dev.uprev.json.Json;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.TlsSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.net.TlsContext;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Approval;
import dev.uprev.run.UpgradeReport;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretResolver;
import dev.uprev.testkit.servers.ElasticsearchServer;
import dev.uprev.testkit.servers.TestCertificate;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** One or more nodes of the local instance controller, asked by plain HTTP. Closing it removes them. */
final class Served implements AutoCloseable {
    static final DatabaseEngine ENGINE = DatabaseEngine.ELASTICSEARCH;
    final Path base;
    final List<String> names;
    final List<Path> programs;
    final LocalInstanceController servers;
    final Instance instance;
    private final HttpClient client;
    private Optional<String> authorization = Optional.empty();

    private Served(Path base, List<String> names, List<Path> programs, List<Instance> nodes, TlsSettings tls) {
        this.base = base;
        this.names = names;
        this.programs = programs;
        this.servers = controller(base, programs);
        Instance first = nodes.get(0);
        this.instance = first.withAddresses(
                        nodes.stream().map(Instance::address).toList())
                .withTls(tls);
        HttpClient.Builder http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        if (isEncrypted()) {
            http.sslContext(TlsContext.of(tls, SecretResolver.standard()));
        }
        this.client = http.build();
    }

    private boolean isEncrypted() {
        return instance.tls().mode() != TlsSettings.Mode.DISABLED;
    }

    /** A node of the first of these releases, with the programs of all at hand. */
    static Served start(Path folder, Map<String, String> settings, String... releases) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putIfAbsent("heap", "384m");
        return start(folder, List.of("books"), List.of(all), TlsSettings.DISABLED, releases);
    }

    /** A node that asks the user {@code uprev} for a password and speaks TLS. */
    static Served secured(Path folder, Path password, String... releases) throws IOException {
        TestCertificate certificate = TestCertificate.create(folder);
        Map<String, String> settings = Map.of(
                "heap",
                "384m",
                "user",
                "uprev",
                "password",
                "file:" + password,
                "xpack.security.http.ssl.enabled",
                "true",
                "xpack.security.http.ssl.certificate",
                certificate.certificate().toString(),
                "xpack.security.http.ssl.key",
                certificate.key().toString(),
                // A node reads only there, and in the folder of its configuration.
                "path.repo",
                folder.toString());
        Served served = start(folder, List.of("books"), List.of(settings), certificate.verified(), releases)
                .loggedIn("uprev", Files.readString(password));
        served.moveIntoConfiguration(certificate);
        return served;
    }

    /** For its next start: newer nodes read certificates there only, a folder that is made with the node. */
    private void moveIntoConfiguration(TestCertificate certificate) throws IOException {
        Path settings = base.resolve(name()).resolve("server.json");
        String text = Files.readString(settings);
        for (Path file : List.of(certificate.certificate(), certificate.key())) {
            Path there = base.resolve(name())
                    .resolve(ElasticsearchLocalServers.CONFIGURATION)
                    .resolve(file.getFileName());
            Files.copy(file, there, StandardCopyOption.COPY_ATTRIBUTES);
            text = text.replace(file.toString(), there.toString());
        }
        Files.writeString(settings, text);
    }

    /** Three nodes of a cluster, each of which may be its master. */
    static Served cluster(Path folder, String... releases) {
        List<String> names = List.of("node-1", "node-2", "node-3");
        List<Integer> free = FreePorts.find(2 * names.size());
        List<Integer> ports = free.subList(0, names.size());
        String seeds =
                String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList());
        List<Map<String, String>> settings = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            settings.add(Map.of(
                    "port",
                    String.valueOf(free.get(names.size() + i)),
                    "heap",
                    "256m",
                    "cluster.name",
                    "books",
                    "transport.tcp.port",
                    String.valueOf(ports.get(i)),
                    "discovery.zen.ping.unicast.hosts",
                    seeds,
                    "discovery.zen.minimum_master_nodes",
                    "2",
                    "discovery.initial_state_timeout",
                    "0s",
                    "cluster.routing.allocation.disk.threshold_enabled",
                    "false"));
        }
        Served served = start(folder, names, settings, TlsSettings.DISABLED, releases);
        served.get("/_cluster/health?wait_for_nodes=3&timeout=120s");
        return served;
    }

    private static Served start(
            Path folder, List<String> names, List<Map<String, String>> settings, TlsSettings tls, String... releases) {
        Path base = folder.resolve("servers");
        List<Path> programs =
                Stream.of(releases).map(ElasticsearchServer::programs).toList();
        LocalInstanceController servers = controller(base, programs);
        List<Instance> nodes = new ArrayList<>();
        try {
            for (int i = 0; i < names.size(); i++) {
                nodes.add(servers.provision(
                        ENGINE, names.get(i), Version.parse(line(releases[0])), new TreeMap<>(settings.get(i))));
            }
            return new Served(base, names, programs, nodes, tls);
        } catch (RuntimeException | Error e) {
            names.forEach(name -> servers.remove(ENGINE, name));
            throw e;
        }
    }

    static LocalInstanceController controller(Path base, List<Path> programs) {
        return new LocalInstanceController(
                ToolRunner.local(new Redactor()),
                SecretResolver.standard(),
                List.of(new ElasticsearchEngine()),
                base,
                programs,
                ElasticsearchServer.launcher());
    }

    static String line(String release) {
        return release.replace("-full", "");
    }

    String name() {
        return names.get(0);
    }

    Path data(String name) {
        return base.resolve(name).resolve("data");
    }

    Served loggedIn(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        authorization = Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        return this;
    }

    /** The answer of a node, whatever it is; 0 where none comes. */
    int status(int node, String method, String path, String body) {
        try {
            return send(node, method, path, body).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    String ask(String method, String path, String body) {
        return ask(0, method, path, body);
    }

    String ask(int node, String method, String path, String body) {
        try {
            HttpResponse<String> answer = send(node, method, path, body);
            assertThat(answer.statusCode())
                    .as("%s %s: %s", method, path, answer.body())
                    .isLessThan(300);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode get(String path) {
        return get(0, path);
    }

    JsonNode get(int node, String path) {
        try {
            return Json.mapper().readTree(ask(node, "GET", path, ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(int node, String method, String path, String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create((isEncrypted() ? "https://" : "http://")
                        + instance.addresses().get(node)
                        + path))
                .timeout(Duration.ofMinutes(2))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        authorization.ifPresent(value -> request.header("Authorization", value));
        if (!body.isEmpty()) {
            request.header("Content-Type", path.contains("_bulk") ? "application/x-ndjson" : "application/json");
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    String version() {
        return version(0);
    }

    String version(int node) {
        return get(node, "/").at("/version/number").asText();
    }

    /** Makes an index with as many documents. */
    void fill(String index, int replicas, int documents) {
        ask("PUT", "/" + index, "{\"settings\":{\"number_of_shards\":2,\"number_of_replicas\":" + replicas + "}}");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < documents; i++) {
            lines.append("{\"index\":{\"_id\":\"").append(i).append("\"}}\n{\"title\":\"Book ");
            lines.append(i).append("\",\"number\":90071992547410").append(i).append("}\n");
        }
        String type = Version.parse(version()).isOlderThan(Version.parse("7.0")) ? "/book" : "";
        assertThat(ask("POST", "/" + index + type + "/_bulk?refresh=true", lines.toString()))
                .contains("\"errors\":false");
    }

    /** All documents of an index as the server gives them, by id. */
    Map<String, String> documents(String index) {
        Map<String, String> documents = new TreeMap<>();
        for (JsonNode hit : get("/" + index + "/_search?size=10000").at("/hits/hits")) {
            documents.put(hit.path("_id").asText(), hit.path("_source").toString());
        }
        return Collections.unmodifiableMap(documents);
    }

    UpgradeRequest.Builder request(String version) {
        return UpgradeRequest.builder(
                UpgradeMethod.IN_PLACE, instance, new UpgradeTarget.InPlace(names, Version.parse(version)));
    }

    UprevBuilder uprev() {
        return Uprev.builder()
                .rules(CompatibilityRules.vendor())
                .journal(Journal.directory(base.resolveSibling("journal")))
                .servers(servers)
                .approval(Approval.ALWAYS);
    }

    UpgradeReport upgrade(String version, UpgradeListener listener) {
        Uprev uprev = uprev().listener(listener).build();
        UpgradePlan plan = uprev.plan(request(version).build());
        assertThat(plan.isExecutable()).as(plan.explain()).isTrue();
        return uprev.execute(plan);
    }

    @Override
    public void close() {
        CompletableFuture.allOf(names.stream()
                        .map(name -> CompletableFuture.runAsync(() -> servers.remove(ENGINE, name)))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }
}
