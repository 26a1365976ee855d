package dev.slipway.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/// Keeps the machine's and the user's Git configuration out: what they say (credential helpers,
/// `url.insteadOf`, hooks) must not change what Slipway does.
final class IsolatedSystem extends SystemReader.Delegate {
  private IsolatedSystem(SystemReader system) {
    super(system);
  }

  static synchronized void install() {
    if (!(SystemReader.getInstance() instanceof IsolatedSystem)) {
      SystemReader.setInstance(new IsolatedSystem(SystemReader.getInstance()));
    }
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  /// A configuration without a file.
  private static final class Empty extends FileBasedConfig {
    Empty(Config parent, FS fs) {
      super(parent, null, fs);
      // When packs are put together, nobody else reads them.
      setString("gc", null, "prunePackExpire", "now");
    }

    /// How exact file times are. Where nobody says, JGit finds out by writing into the repository
    /// and waiting, up to seconds. Ten milliseconds is above a tick of every kernel in use.
    @Override
    public @Nullable String getString(String section, @Nullable String subsection, String name) {
      return section.equals("filesystem")
              && (name.equals("timestampResolution") || name.equals("minRacyThreshold"))
          ? "10 milliseconds"
          : super.getString(section, subsection, name);
    }

    @Override
    public void load() {}

    /// JGit measures the file system's clock in the background and would keep the result here.
    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
