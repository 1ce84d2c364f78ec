/**
 * Moves Elasticsearch and OpenSearch clusters. Only the provider is for other modules, and they find it by
 * ServiceLoader.
 */
@NullMarked
package dev.uprev.elasticsearch;

import org.jspecify.annotations.NullMarked;
