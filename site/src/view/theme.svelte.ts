/** Dark or light: as the system says, unless the reader said otherwise. */
export type Theme = 'auto' | 'light' | 'dark';

const KEY = 'slipway.theme';

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'auto';
  } catch {
    return 'auto'; // storage may be forbidden
  }
}

class ThemeChoice {
  current = $state<Theme>(stored());

  constructor() {
    this.apply();
  }

  choose(theme: Theme): void {
    this.current = theme;
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // then it holds for this page
    }
    this.apply();
  }

  private apply(): void {
    if (this.current === 'auto') {
      delete document.documentElement.dataset['theme'];
    } else {
      document.documentElement.dataset['theme'] = this.current;
    }
  }
}

export const theme = new ThemeChoice();
