package dev.uprev.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the user wants. Holds no secret, only references. Make one with {@link #builder}.
 *
 * @param method how
 * @param source the server to upgrade
 * @param target where the data are to be at the end
 * @param scope which part is wanted
 * @param services the applications
 * @param archive the directory of the dump; in the run's work directory where absent
 * @param transfer how data are moved
 * @param verification how much is compared
 * @param options what only this engine knows, such as {@code databases} for PostgreSQL
 */
public record UpgradeRequest(
        UpgradeMethod method,
        Instance source,
        UpgradeTarget target,
        UpgradeScope scope,
        ServiceSettings services,
        Optional<Path> archive,
        TransferSettings transfer,
        VerificationLevel verification,
        SortedMap<String, String> options) {

    public UpgradeRequest {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        if (target instanceof UpgradeTarget.InPlace != (method == UpgradeMethod.IN_PLACE)) {
            throw new IllegalArgumentException(
                    "the target of an upgrade in place, and of no other, is the source itself; not " + target);
        }
        if (target instanceof UpgradeTarget.InPlace inPlace
                && inPlace.servers().size() != source.addresses().size()) {
            throw new IllegalArgumentException(
                    "an upgrade in place needs one server name for each address of the source: " + inPlace.servers()
                            + " for " + source.addresses());
        }
        if (target instanceof UpgradeTarget.Existing existing
                && !existing.instance().engine().equals(source.engine())) {
            throw new IllegalArgumentException("source and target are different products: " + source.engine() + " and "
                    + existing.instance().engine());
        }
    }

    public DatabaseEngine engine() {
        return source.engine();
    }

    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    public static Builder builder(UpgradeMethod method, Instance source, UpgradeTarget target) {
        return new Builder(method, source, target);
    }

    /** Collects the parts of a request. Not thread-safe. */
    public static final class Builder {
        private final UpgradeMethod method;
        private final Instance source;
        private final UpgradeTarget target;
        private UpgradeScope scope = UpgradeScope.WHOLE;
        private ServiceSettings services = ServiceSettings.NONE;
        private Optional<Path> archive = Optional.empty();
        private TransferSettings transfer = TransferSettings.DEFAULT;
        private VerificationLevel verification = VerificationLevel.CONTENT;
        private final SortedMap<String, String> options = new TreeMap<>();

        private Builder(UpgradeMethod method, Instance source, UpgradeTarget target) {
            this.method = method;
            this.source = source;
            this.target = target;
        }

        public Builder scope(UpgradeScope part) {
            this.scope = part;
            return this;
        }

        public Builder services(ServiceSettings settings) {
            this.services = settings;
            return this;
        }

        public Builder archive(Path directory) {
            this.archive = Optional.of(directory);
            return this;
        }

        public Builder transfer(TransferSettings settings) {
            this.transfer = settings;
            return this;
        }

        public Builder verification(VerificationLevel level) {
            this.verification = level;
            return this;
        }

        public Builder option(String name, String value) {
            options.put(name, value);
            return this;
        }

        /**
         * The request.
         *
         * @throws IllegalArgumentException when method and target do not fit together
         */
        public UpgradeRequest build() {
            return new UpgradeRequest(
                    method, source, target, scope, services, archive, transfer, verification, options);
        }
    }
}
