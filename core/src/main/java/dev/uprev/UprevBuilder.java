package dev.uprev;

import dev.uprev.compat.CompatibilityRules;
import dev.uprev.event.UpgradeListener;
import dev.uprev.internal.Controllers;
import dev.uprev.internal.Engines;
import dev.uprev.journal.Journal;
import dev.uprev.run.Approval;
import dev.uprev.run.FailurePolicy;
import dev.uprev.run.RunSettings;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretResolver;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InstanceController;
import dev.uprev.spi.ServiceController;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Makes an {@link Uprev}. All parts have defaults: the standard rules, the engines on the class path, a journal in
 * {@code .uprev} below the working directory, no service or instance controller, secrets from the environment and from
 * files, and no approval of steps that cannot be undone. Not thread-safe.
 */
public final class UprevBuilder {
    private CompatibilityRules rules = CompatibilityRules.standard();
    private Optional<List<EngineProvider>> engines = Optional.empty();
    private Optional<Journal> journal = Optional.empty();
    private ServiceController services = ServiceController.none();
    private InstanceController servers = InstanceController.none();
    private final List<UpgradeListener> listeners = new ArrayList<>();
    private Approval approval = Approval.NEVER;
    private FailurePolicy onFailure = FailurePolicy.UNDO;
    private SecretResolver secrets = SecretResolver.standard();
    private Optional<ToolRunner> tools = Optional.empty();
    private InstantSource clock = InstantSource.system();

    UprevBuilder() {}

    public UprevBuilder rules(CompatibilityRules wanted) {
        this.rules = wanted;
        return this;
    }

    /** Uses these engines instead of those that {@link ServiceLoader} finds. */
    public UprevBuilder engines(EngineProvider... providers) {
        this.engines = Optional.of(List.of(providers));
        return this;
    }

    /** Where the records of the runs are kept; needed to resume. */
    public UprevBuilder journal(Journal wanted) {
        this.journal = Optional.of(wanted);
        return this;
    }

    /** The platform that runs the applications. */
    public UprevBuilder services(ServiceController controller) {
        this.services = controller;
        return this;
    }

    /** The platform that runs the database servers. */
    public UprevBuilder servers(InstanceController controller) {
        this.servers = controller;
        return this;
    }

    public UprevBuilder listener(UpgradeListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Who decides about steps that cannot be undone. */
    public UprevBuilder approval(Approval decides) {
        this.approval = decides;
        return this;
    }

    public UprevBuilder onFailure(FailurePolicy policy) {
        this.onFailure = policy;
        return this;
    }

    public UprevBuilder secrets(SecretResolver resolver) {
        this.secrets = resolver;
        return this;
    }

    public UprevBuilder tools(ToolRunner runner) {
        this.tools = Optional.of(runner);
        return this;
    }

    public UprevBuilder clock(InstantSource source) {
        this.clock = source;
        return this;
    }

    public Uprev build() {
        List<EngineProvider> providers = engines.orElseGet(() -> ServiceLoader.load(EngineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
        Redactor redactor = new Redactor();
        RunSettings settings = new RunSettings(
                listeners,
                approval,
                onFailure,
                secrets,
                redactor,
                tools.orElseGet(() -> ToolRunner.local(redactor)),
                clock);
        return new Uprev(
                rules,
                new Engines(providers),
                new Controllers(services, servers),
                journal.orElseGet(() -> Journal.directory(Path.of(".uprev"))),
                settings);
    }
}
