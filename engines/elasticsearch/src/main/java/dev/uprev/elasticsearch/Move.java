package dev.uprev.elasticsearch;

import dev.uprev.model.UpgradeRequest;
import dev.uprev.plan.InstanceFacts;
import java.util.List;

/**
 * From which release to which, and what the user has said about it.
 *
 * @param splitsTypes whether an index of several mapping types becomes one for each
 * @param joinField name of the field in the place of {@code _parent}
 * @param dropSettings patterns of settings that are to be left out
 */
record Move(Product from, Product to, boolean splitsTypes, String joinField, List<String> dropSettings) {
    static Move of(Product from, Product to, UpgradeRequest request) {
        return new Move(
                from,
                to,
                ElasticsearchOptions.splitsTypes(request),
                ElasticsearchOptions.joinField(request),
                ElasticsearchOptions.names(request, ElasticsearchOptions.DROP_SETTINGS));
    }

    /** The product of an inspection. */
    static Product product(InstanceFacts facts) {
        return new Product(facts.product().equals("OpenSearch"), facts.version());
    }

    /** Whether something that ended with this release was there before, and is not any more. */
    boolean passes(int major, int minor) {
        return to.hasSince(major, minor);
    }

    /** Whether that release lies on the way. */
    boolean crosses(int major, int minor) {
        return to.hasSince(major, minor) && !from.hasSince(major, minor);
    }
}
