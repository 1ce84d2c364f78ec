package dev.uprev.spi;

import dev.uprev.secret.SecretResolver;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What an engine needs to look at a server.
 *
 * @param secrets resolves the references in an instance
 * @param tools runs the vendor's programs, for their version only
 * @param clock the time
 * @param archive the directory that a dump would be written to; may not exist yet
 */
public record InspectionContext(SecretResolver secrets, ToolRunner tools, InstantSource clock, Path archive) {}
