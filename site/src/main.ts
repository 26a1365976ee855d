import { mount } from 'svelte';
import './app.css';
import App from './view/App.svelte';

const target = document.getElementById('app');
if (target !== null) {
  mount(App, { target });
}
