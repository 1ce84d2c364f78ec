package dev.uprev.examples.cli;

import dev.uprev.Uprev;
import dev.uprev.UprevBuilder;
import dev.uprev.control.CommandServiceController;
import dev.uprev.control.CommandServiceController.Commands;
import dev.uprev.control.LocalInstanceController;
import dev.uprev.examples.cli.RequestFile.Server;
import dev.uprev.examples.cli.RequestFile.Target;
import dev.uprev.examples.cli.RequestFile.Tls;
import dev.uprev.journal.Journal;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.ServiceRef;
import dev.uprev.model.ServiceSettings;
import dev.uprev.model.TlsSettings;
import dev.uprev.model.TransferSettings;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeScope;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretRef;
import dev.uprev.secret.SecretResolver;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InstanceController;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns a request file into the library's request, and into an {@link Uprev} that can carry it out. */
final class Requests {
    private static final Duration COMMAND_TIMEOUT = Duration.ofMinutes(2);

    private final RequestFile file;
    private final DatabaseEngine engine;

    Requests(RequestFile file) {
        this.file = file;
        this.engine = file.engine();
    }

    UpgradeRequest request(UpgradeScope scope) {
        UpgradeRequest.Builder request = UpgradeRequest.builder(file.method(), source(), target())
                .scope(scope)
                .services(services())
                .transfer(transfer());
        Optional.ofNullable(file.archive()).ifPresent(request::archive);
        Optional.ofNullable(file.verification()).ifPresent(request::verification);
        options(file.options()).forEach(request::option);
        return request.build();
    }

    /** The library, set up as the file says. */
    UprevBuilder uprev() {
        UprevBuilder uprev = Uprev.builder().journal(Journal.directory(journal()));
        if (file.rules() != null) {
            uprev.rules(file.rules().rules());
        }
        RequestFile.Services services = file.services();
        if (services != null) {
            uprev.services(new CommandServiceController(
                    new Commands(services.status(), services.scale(), services.repoint(), COMMAND_TIMEOUT),
                    ToolRunner.local(new Redactor())));
        }
        RequestFile.Local local = file.local();
        if (local != null) {
            uprev.servers(servers(local));
        }
        return uprev;
    }

    private static InstanceController servers(RequestFile.Local local) {
        return new LocalInstanceController(
                ToolRunner.local(new Redactor()),
                SecretResolver.standard(),
                ServiceLoader.load(EngineProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                local.folder(),
                listed(local.programs()),
                listed(local.launcher()));
    }

    Path journal() {
        return Optional.ofNullable(file.journal()).orElse(Path.of(".uprev"));
    }

    private Instance source() {
        Server source = file.source();
        return instance(source.address(), source.user(), source.password(), source.tls(), source.options());
    }

    private UpgradeTarget target() {
        Target target = file.target();
        if (target.address() != null) {
            return new UpgradeTarget.Existing(
                    instance(target.address(), target.user(), target.password(), target.tls(), target.options()));
        }
        if (target.version() == null) {
            throw new IllegalArgumentException("the target needs an address, or a version");
        }
        if (target.create() != null) {
            return new UpgradeTarget.Create(
                    target.create(), target.version(), new TreeMap<>(options(target.settings())));
        }
        return new UpgradeTarget.InPlace(
                Optional.ofNullable(target.server()).orElse(file.source().address()), target.version());
    }

    private Instance instance(
            String address,
            @Nullable String user,
            @Nullable SecretRef password,
            @Nullable Tls tls,
            @Nullable Map<String, String> options) {
        Instance instance = Instance.of(engine, address);
        if (user != null) {
            instance = instance.withUser(user);
        }
        if (password != null) {
            instance = instance.withPassword(password);
        }
        if (tls != null) {
            instance = instance.withTls(tls(tls));
        }
        for (Map.Entry<String, String> option : options(options).entrySet()) {
            instance = instance.withOption(option.getKey(), option.getValue());
        }
        return instance;
    }

    private static TlsSettings tls(Tls tls) {
        return new TlsSettings(
                tls.mode(),
                Optional.ofNullable(tls.certificateAuthority()),
                Optional.ofNullable(tls.clientCertificate()),
                Optional.ofNullable(tls.clientKey()),
                Optional.ofNullable(tls.clientKeyPassword()));
    }

    private ServiceSettings services() {
        RequestFile.Services services = file.services();
        if (services == null) {
            return ServiceSettings.NONE;
        }
        return new ServiceSettings(
                services.names().stream().map(ServiceRef::new).toList(),
                services.quiesce() == null || services.quiesce(),
                services.deadline() == null ? ServiceSettings.NONE.deadline() : services.deadline());
    }

    private TransferSettings transfer() {
        TransferSettings defaults = TransferSettings.DEFAULT;
        RequestFile.Transfer transfer = file.transfer();
        if (transfer == null) {
            return defaults;
        }
        return new TransferSettings(
                Optional.ofNullable(transfer.jobs()).orElse(defaults.jobs()),
                Optional.ofNullable(transfer.frameBytes()).orElse(defaults.frameBytes()),
                Optional.ofNullable(transfer.compressionLevel()).orElse(defaults.compressionLevel()),
                Optional.ofNullable(transfer.overlap()).orElse(defaults.overlap()),
                Optional.ofNullable(transfer.sync()).orElse(defaults.sync()));
    }

    private static <T> List<T> listed(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static Map<String, String> options(@Nullable Map<String, String> options) {
        return options == null ? Map.of() : options;
    }
}
