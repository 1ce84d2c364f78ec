/** Values that describe an upgrade: engines, versions, instances, services, requests. */
@NullMarked
package dev.uprev.model;

import org.jspecify.annotations.NullMarked;
