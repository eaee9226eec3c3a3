/** The made-up people of the demo; seeded in demo mode only, and shown on its sign-in page. */
export const demoAccounts = [
  {
    email: 'amara@demo.example',
    name: 'Amara Okafor',
    password: 'demo-amara',
    role: 'consumer',
    about:
      'Lives in a flat in London, with a heat pump and a car that charges at night; moved there from Leeds',
  },
  {
    email: 'gareth@demo.example',
    name: 'Gareth Hughes',
    password: 'demo-gareth',
    role: 'consumer',
    about: 'Has a house in Cardiff, and charges a car there at night',
  },
  {
    email: 'priya@demo.example',
    name: 'Priya Raman',
    password: 'demo-priya',
    role: 'regulator',
    about: 'A regulator, who reads the ledger',
  },
  {
    email: 'owen@demo.example',
    name: 'Owen Pryce',
    password: 'demo-owen',
    role: 'operator',
    about: 'An operator, who decides who may take part',
  },
  {
    email: 'orla@demo.example',
    name: 'Orla Byrne',
    password: 'demo-orla',
    role: 'operator',
    about: 'Another operator, who confirms what can’t be undone',
  },
] as const
