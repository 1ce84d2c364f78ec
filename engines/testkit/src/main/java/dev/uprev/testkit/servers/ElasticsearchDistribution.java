package dev.uprev.testkit.servers;

import dev.uprev.io.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A server from the Maven repository, with the modules added that tests need and it lacks. The licences of the servers
 * differ; nothing of them is passed on, each machine fetches them for itself.
 *
 * @param name the folder's name in the cache
 * @param zip the archive of the server
 */
record ElasticsearchDistribution(String name, MavenArtifact zip, List<ElasticsearchModule> modules)
        implements Distribution {

    @Override
    public void unpack(Path folder, Path home) throws IOException {
        Path download = Files.createDirectory(folder.resolve(".download"));
        Zip.unpackWithoutRoot(zip.file(download), folder);
        ElasticsearchProgram server = ElasticsearchProgram.in(folder);
        for (ElasticsearchModule module : modules) {
            module.addTo(server, download);
        }
        if (RootModule.isMissingIn(server)) {
            RootModule.addTo(server, download);
        }
        FileTree.delete(download);
    }
}
