package dev.uprev.postgresql;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** The objects of a server or of one of its databases, asked from it or as kept in an archive. */
interface Catalog {
    /** The version of the server. */
    ServerVersion version();

    /** The objects of one kind; absent where they could not be read for want of a privilege. The caller closes it. */
    Optional<CatalogStream> open(CatalogQuery query) throws SQLException, IOException;
}
