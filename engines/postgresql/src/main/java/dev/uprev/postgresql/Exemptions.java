package dev.uprev.postgresql;

/** What the target may have otherwise. */
interface Exemptions {
    /** None. */
    Exemptions NONE = new Exemptions() {
        @Override
        public boolean isKept(CatalogQuery query, CatalogEntry entry) {
            return false;
        }

        @Override
        public boolean isRefused(CatalogQuery query, CatalogEntry entry) {
            return false;
        }
    };

    /** Whether the target keeps its own, so that there is nothing to compare. */
    boolean isKept(CatalogQuery query, CatalogEntry entry);

    /** Whether the target cannot have what it lacks. */
    boolean isRefused(CatalogQuery query, CatalogEntry entry);
}
