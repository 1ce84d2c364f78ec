package dev.uprev.elasticsearch;

import static dev.uprev.compat.Severity.BLOCKER;
import static dev.uprev.compat.Severity.INFO;
import static dev.uprev.compat.Severity.WARNING;

import dev.uprev.compat.Severity;
import java.net.URI;
import java.util.Locale;

/** Every reason for which a definition is not the same on a newer release, and where the vendor says so. */
enum Conversion {
    MAPPING_TYPE_REMOVED(INFO, "7.17/removal-of-types.html", "from 7.0 on an index has no mapping type", ""),
    SEVERAL_MAPPING_TYPES(
            BLOCKER,
            "7.17/removal-of-types.html",
            "from 6.0 on a new index holds one mapping type",
            "give the option mapping-types=split, which makes an index for each type, or leave the index out by"
                    + " exclude-indices"),
    MAPPING_TYPES_SPLIT(
            INFO,
            "7.17/removal-of-types.html#_index_per_document_type",
            "from 6.0 on a new index holds one mapping type, so each type becomes an index; the former name becomes an"
                    + " alias of them all",
            "have applications write to the new indices"),
    MAPPING_TYPES_MERGED(
            INFO,
            "7.17/removal-of-types.html",
            "a template has one mapping from 6.0 on: those of its types are one",
            ""),
    MAPPINGS_CONTRADICT(
            BLOCKER,
            "7.17/removal-of-types.html",
            "these mapping types cannot become one mapping",
            "make the fields alike, or rename them, or leave the index or template out"),
    TARGET_NAME_INVALID(
            BLOCKER,
            "7.17/indices-create-index.html#indices-create-api-path-params",
            "no index can have that name",
            "reindex that type under another name on the source, or leave the index out by exclude-indices"),
    DEFAULT_MAPPING(INFO, "6.8/breaking-changes-7.0.html", "_default_ mappings are not there any more", ""),
    PARENT_TO_JOIN(
            WARNING,
            "6.8/parent-join.html",
            "_parent is not there any more: parent and child are told by a field of type join, which is added to each"
                    + " document",
            "have applications write that field; ids of parents and children must not be the same"),
    JOIN_FIELD_TAKEN(
            BLOCKER,
            "6.8/parent-join.html",
            "a field of that name is needed for parents and children",
            "give another name by the option join-field"),
    ALL_FIELD(
            WARNING,
            "6.0/breaking_60_mappings_changes.html",
            "the field _all is not there any more: searches in it find nothing",
            "search in the fields themselves, or copy them to one by copy_to"),
    INCLUDE_IN_ALL(INFO, "6.0/breaking_60_mappings_changes.html", "without _all it has no use, and is refused", ""),
    STRING_FIELD(
            INFO, "5.6/breaking_50_mapping_changes.html", "fields of type string are text or keyword from 5.0 on", ""),
    LENIENT_BOOLEAN(INFO, "6.0/breaking_60_mappings_changes.html", "from 6.0 on only true and false are taken", ""),
    FIELD_OPTION_REMOVED(
            INFO, "5.6/breaking_50_mapping_changes.html", "this option of a field is not there any more", ""),
    META_FIELD_REMOVED(
            WARNING,
            "5.6/breaking_50_mapping_changes.html",
            "_timestamp and _ttl are not there any more: their values do not go over, and nothing is deleted by age",
            "have documents carry a date of their own"),
    FIELD_NAMES(INFO, "8.19/mapping-field-names-field.html", "_field_names cannot be switched off any more", ""),
    BOOST(
            WARNING,
            "8.0/migrating-8.0.html",
            "boost in a mapping is not there any more: scores differ",
            "boost in the queries"),
    SIMILARITY_CLASSIC(
            WARNING,
            "7.0/breaking-changes-7.0.html#breaking_70_mapping_changes",
            "the similarity classic is not there any more; BM25 takes its place: scores differ",
            ""),
    GEO_SHAPE_OPTION(
            INFO,
            "8.0/migrating-8.0.html",
            "shapes are indexed in another way than in a prefix tree, exactly and faster",
            ""),
    DENSE_VECTOR(
            INFO,
            "8.19/dense-vector.html",
            "newer releases index vectors unless told otherwise, and then refuse those of no length",
            ""),
    JODA_DATE(
            WARNING,
            "7.17/migrate-to-java-time.html",
            "date formats are those of java.time from 7.0 on, where some letters mean something else",
            "see whether applications rely on the former leniency"),
    JODA_ONLY(
            BLOCKER,
            "7.17/migrate-to-java-time.html",
            "java.time has no letter for centuries, takes years of two digits for those of this century, and begins weeks"
                    + " on another day",
            "change the format on the source, or leave the index out by exclude-indices"),
    CAMEL_CASE_DATE(
            INFO,
            "8.0/migrating-8.0.html",
            "names of date formats have underscores; those in camel case are refused by 8.0",
            ""),
    SETTING_REMOVED(INFO, "8.0/migrating-8.0.html", "this setting is not there any more", ""),
    SETTING_DROPPED(INFO, "8.19/index-modules.html", "left out as told by the option drop-settings", ""),
    SETTING_OF_FEATURE(
            WARNING,
            "8.19/index-modules.html",
            "the target does not have the feature that this setting belongs to",
            "see what takes its place there"),
    STATE_MANAGEMENT(
            WARNING,
            "7.10/index-lifecycle-management.html",
            "policies of index state management do not go over, nor do the settings that name them",
            "copy the policies to the target, and attach them to the indices"),
    LIFECYCLE_POLICY_LEFT_OUT(
            WARNING,
            "8.19/index-lifecycle-management.html",
            "the target has no lifecycle policies of Elasticsearch",
            "see what takes their place there"),
    FREEZE_ACTION(INFO, "8.19/ilm-freeze.html", "the action freeze is not there any more from 8.0 on", ""),
    ALLOCATION_SETTING(
            INFO,
            "8.19/shard-allocation-filtering.html",
            "it names nodes or attributes of the source's nodes",
            "set it again for the nodes of the target, where it is wanted"),
    INDEX_KIND(
            INFO,
            "8.19/index-modules.html",
            "it becomes an ordinary index: frozen, mounted and following indices are states of a cluster",
            ""),
    NESTED_LIMIT(
            INFO,
            "7.17/mapping-settings-limit.html",
            "from 7.0 on a document may have 10,000 nested ones unless told otherwise; the source had no limit",
            ""),
    NGRAM_LIMIT(
            INFO,
            "7.0/breaking-changes-7.0.html#breaking_70_analysis_changes",
            "from 7.0 on the lengths of n-grams may differ by 1, unless the index allows more",
            ""),
    SHINGLE_LIMIT(
            INFO,
            "7.0/breaking-changes-7.0.html#breaking_70_analysis_changes",
            "from 7.0 on the sizes of shingles may differ by 3, unless the index allows more",
            ""),
    ANALYSIS_RENAMED(
            INFO,
            "7.0/breaking-changes-7.0.html#breaking_70_analysis_changes",
            "parts of analyzers have other names",
            ""),
    STANDARD_FILTER(
            INFO,
            "7.0/breaking-changes-7.0.html#breaking_70_analysis_changes",
            "the token filter standard did nothing, and is not there any more",
            ""),
    TEMPLATE_PATTERN(INFO, "6.0/breaking_60_indices_changes.html", "template is called index_patterns from 6.0 on", ""),
    SCRIPT_INLINE(INFO, "5.6/modules-scripting-using.html", "inline is called source from 5.6 on", ""),
    PIPELINE_OPTION(INFO, "8.0/migrating-8.0.html", "this option of a processor is not there any more", ""),
    STREAM_TO_ALIAS(
            WARNING,
            "8.19/data-streams.html",
            "the target cannot make a data stream of indices that are there: an alias of them takes its place",
            "create the data stream anew on the target and have it filled by applications");

    private static final String GUIDE = "https://www.elastic.co/guide/en/elasticsearch/reference/";

    private final Severity severity;
    private final String page;
    private final String why;
    private final String remedy;

    Conversion(Severity severity, String page, String why, String remedy) {
        this.severity = severity;
        this.page = page;
        this.why = why;
        this.remedy = remedy;
    }

    /** Stable, as of a finding. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Severity severity() {
        return severity;
    }

    String why() {
        return why;
    }

    String remedy() {
        return remedy;
    }

    URI source() {
        return URI.create(GUIDE + page);
    }
}
