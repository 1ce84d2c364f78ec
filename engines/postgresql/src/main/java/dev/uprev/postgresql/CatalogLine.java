package dev.uprev.postgresql;

import java.util.Optional;

/**
 * A line of a catalog that is written down: the version of the server at first, then for each kind of objects a line
 * that begins it, and the objects. Kinds that the user may not read are left out.
 *
 * @param server its {@code server_version_num}
 * @param kind the name of a {@link CatalogQuery}, whose entries follow
 * @param entry an object
 */
record CatalogLine(Optional<Integer> server, Optional<String> kind, Optional<CatalogEntry> entry) {
    static CatalogLine of(ServerVersion version) {
        return new CatalogLine(Optional.of(version.number()), Optional.empty(), Optional.empty());
    }

    static CatalogLine of(CatalogQuery query) {
        return new CatalogLine(Optional.empty(), Optional.of(query.name()), Optional.empty());
    }

    static CatalogLine of(CatalogEntry entry) {
        return new CatalogLine(Optional.empty(), Optional.empty(), Optional.of(entry));
    }
}
