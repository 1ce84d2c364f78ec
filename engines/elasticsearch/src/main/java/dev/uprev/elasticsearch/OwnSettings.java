package dev.uprev.elasticsearch;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Settings of an index that a server has made for itself, or that name nodes and shards of its cluster; they do not go
 * over.
 */
final class OwnSettings {
    private static final Predicate<String> OWN = Pattern.compile("archived\\..*|index\\.("
                    + "creation_date|creation_date_string|uuid|version\\..*|provided_name|history\\.uuid"
                    + "|resize\\..*|shrink\\..*|routing\\.allocation\\..*|routing\\.rebalance\\..*|data_path"
                    + "|verified_before_close|verified_read_only|mapping\\.single_type|replication\\.type"
                    + "|frozen|search\\.throttled|store\\.snapshot\\..*|recovery_after.*|recovery\\.type"
                    + "|lifecycle\\.indexing_complete|xpack\\.ccr\\..*|blocks\\.read_only_allow_delete"
                    + "|downsample\\..*|transport_version|remote_store\\..*)")
            .asMatchPredicate();

    private OwnSettings() {}

    static boolean is(String name) {
        return OWN.test(name);
    }
}
