/**
 * Real database servers for tests, demonstrations and benchmarks: their programs are fetched once into a cache folder,
 * and started on 127.0.0.1 by whoever runs the test, root included. Nothing is installed.
 */
@NullMarked
package dev.uprev.testkit.servers;

import org.jspecify.annotations.NullMarked;
