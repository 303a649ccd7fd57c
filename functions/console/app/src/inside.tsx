import { lazy } from 'react';
import { Route, Switch } from 'wouter';
import { Gate } from './parts/gate';
import { Absent } from './parts/states';

const Access = lazy(() => import('./pages/access/page'));
const AccessAsk = lazy(() => import('./pages/access/ask'));
const AccessList = lazy(() => import('./pages/access/list'));
const Account = lazy(() => import('./pages/account/page'));
const Ask = lazy(() => import('./pages/ask/page'));
const Consent = lazy(() => import('./pages/consent/page'));
const Credential = lazy(() => import('./pages/credential/page'));
const Delegation = lazy(() => import('./pages/delegation/page'));
const Enter = lazy(() => import('./pages/enter/page'));
const Extension = lazy(() => import('./pages/extension/page'));
const Group = lazy(() => import('./pages/groups/group'));
const Groups = lazy(() => import('./pages/groups/page'));
const Home = lazy(() => import('./pages/home/page'));
const ImportPage = lazy(() => import('./pages/import/page'));
const Invite = lazy(() => import('./pages/invite/page'));
const Lends = lazy(() => import('./pages/organization/lends'));
const Lock = lazy(() => import('./pages/lock/page'));
const Login = lazy(() => import('./pages/consent/login'));
const Member = lazy(() => import('./pages/members/member'));
const Members = lazy(() => import('./pages/members/page'));
const NewResource = lazy(() => import('./pages/resource/new'));
const Notices = lazy(() => import('./pages/notices/page'));
const Organization = lazy(() => import('./pages/organization/page'));
const Policy = lazy(() => import('./pages/policy/page'));
const Provider = lazy(() => import('./pages/provider/page'));
const Record = lazy(() => import('./pages/record/page'));
const Removed = lazy(() => import('./pages/members/removed'));
const Report = lazy(() => import('./pages/report/one'));
const Reports = lazy(() => import('./pages/report/page'));
const Requests = lazy(() => import('./pages/requests/page'));
const Resource = lazy(() => import('./pages/resource/page'));
const Settings = lazy(() => import('./pages/organization/settings'));
const Shared = lazy(() => import('./pages/shared/page'));
const Site = lazy(() => import('./pages/sites/site'));
const Sites = lazy(() => import('./pages/sites/page'));
const Types = lazy(() => import('./pages/types/page'));
const Webhook = lazy(() => import('./pages/webhooks/hook'));
const Webhooks = lazy(() => import('./pages/webhooks/page'));
const Left = lazy(() => import('./pages/left/page'));
const Vault = lazy(() => import('./pages/vault/page'));

/** Every address of those who signed in. What is inside a Gate asks to sign in and then goes on where one was. */
export default function Inside() {
  return (
    <Switch>
      <Route path="/"><Gate><Home /></Gate></Route>
      <Route path="/sign-in"><Gate><Home /></Gate></Route>
      <Route path="/enter"><Gate><Enter /></Gate></Route>
      <Route path="/extension"><Extension /></Route>
      <Route path="/notices"><Gate><Notices /></Gate></Route>
      <Route path="/requests"><Gate><Requests /></Gate></Route>
      <Route path="/requests/:organization/:delegation/:act?">
        {(at) => <Gate><Delegation {...at} /></Gate>}
      </Route>
      <Route path="/account/:part?">{(at) => <Gate><Account {...at} /></Gate>}</Route>
      <Route path="/shared"><Gate><Shared /></Gate></Route>
      <Route path="/left"><Gate><Left /></Gate></Route>
      <Route path="/organizations/:organization">{(at) => <Gate><Organization {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/requests">{(at) => <Gate><AccessList {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/requests/:request/:act?">
        {(at) => <Gate><Access {...at} /></Gate>}
      </Route>
      <Route path="/organizations/:organization/resources/new">{(at) => <Gate><NewResource {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/resources/:resource/request/:way?">
        {(at) => <Gate><AccessAsk {...at} /></Gate>}
      </Route>
      <Route path="/organizations/:organization/resources/:resource/opening/:assignment?">
        {(at) => <Gate><Policy {...at} /></Gate>}
      </Route>
      <Route path="/organizations/:organization/resources/:resource/logins/:credential">
        {(at) => <Gate><Login {...at} /></Gate>}
      </Route>
      <Route path="/organizations/:organization/consents/:consent">{(at) => <Gate><Consent {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/resources/:resource/:act?">
        {(at) => <Gate><Resource {...at} /></Gate>}
      </Route>
      <Route path="/organizations/:organization/delegations">{(at) => <Gate><Lends {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/delegations/:delegation/:act?">
        {(at) => <Gate><Delegation {...at} /></Gate>}
      </Route>
      <Route path="/organizations/:organization/members">{(at) => <Gate><Members {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/removed">{(at) => <Gate><Removed {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/members/:person/:act?">
        {(at) => <Gate><Member {...at} /></Gate>}
      </Route>
      <Route path="/organizations/:organization/groups">{(at) => <Gate><Groups {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/groups/:group/:act?">
        {(at) => <Gate><Group {...at} /></Gate>}
      </Route>
      <Route path="/organizations/:organization/record">{(at) => <Gate><Record {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/reports">{(at) => <Gate><Reports {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/reports/:about/:which">{(at) => <Gate><Report {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/settings/:act?">{(at) => <Gate><Settings {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/lock/:act?">{(at) => <Gate><Lock {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/vault/:part?">{(at) => <Gate><Vault {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/vault/:part/:which/:act?">{(at) => <Gate><Vault {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/credentials/:credential/:act?">
        {(at) => <Gate><Credential {...at} /></Gate>}
      </Route>
      <Route path="/organizations/:organization/types">{(at) => <Gate><Types {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/webhooks">{(at) => <Gate><Webhooks {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/webhooks/new">{(at) => <Gate><Webhooks {...at} act="new" /></Gate>}</Route>
      <Route path="/organizations/:organization/webhooks/:webhook/:act?">{(at) => <Gate><Webhook {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/import">{(at) => <Gate><ImportPage {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/import/:which/:act?">{(at) => <Gate><ImportPage {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/sites">{(at) => <Gate><Sites {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/sites/new">{(at) => <Gate><Sites {...at} act="new" /></Gate>}</Route>
      <Route path="/organizations/:organization/sites/:site/:act?">{(at) => <Gate><Site {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/provider/:act?">{(at) => <Gate><Provider {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/ask">{(at) => <Gate><Ask {...at} /></Gate>}</Route>
      <Route path="/organizations/:organization/invite">{(at) => <Gate><Invite {...at} /></Gate>}</Route>
      <Route><Absent /></Route>
    </Switch>
  );
}
