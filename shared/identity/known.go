package identity

// known are names that people trust a mail for: an organization that reads like
// one of them waits for an operator. The list is short on purpose. It stops the
// common fraud, and holds up a namesake for a day.
var known = set(`
	valetkey bitium passportal twingate onepassword 1password lastpass bitwarden dashlane keepass keeper okta auth0 onelogin jumpcloud
	google gmail youtube googleworkspace googleanalytics googleads microsoft microsoftazure outlook hotmail office365 microsoft365 onedrive sharepoint azure
	apple icloud itunes appstore amazon aws amazonwebservices amazonprime facebook meta instagram whatsapp tiktok twitter linkedin
	snapchat pinterest reddit discord telegram bluesky mastodon skype netflix spotify disney ebay etsy alibaba aliexpress shopify
	paypal stripe venmo cashapp klarna wise revolut westernunion moneygram visa mastercard americanexpress amex coinbase binance kraken metamask
	hsbc barclays lloyds natwest santander citibank citi chase jpmorgan jpmorganchase wellsfargo bankofamerica capitalone goldmansachs morganstanley
	deutschebank commerzbank sparkasse volksbank postbank ubs creditsuisse bnpparibas societegenerale creditagricole unicredit intesasanpaolo bbva rabobank ing
	dropbox slack zoom salesforce hubspot mailchimp zendesk atlassian jira confluence bitbucket trello asana notion figma canva adobe docusign
	github gitlab cloudflare godaddy namecheap wordpress wix squarespace digitalocean heroku twilio sendgrid mailgun oracle sap ibm cisco vmware dell
	airtable mondaycom intercom quickbooks xero vimeo tripadvisor bookingcom airbnb uber campaignmonitor hootsuite eventbrite webflow
	dhl fedex ups usps royalmail deutschepost swisspost irs hmrc interpol europol
`)

// officials are words that say who speaks rather than for whom: a name of nothing
// else passes for us, or for the reader's own people.
var officials = set(`
	support security admin admins administrator administration administrators helpdesk servicedesk billing noreply postmaster webmaster abuse root system
	official verification verify verified compliance fraud antifraud trust safety moderator operator operators itsupport itsecurity
	поддержка безопасность администратор администрация sicherheit seguridad soporte sécurité assistance kundendienst suporte segurança
	サポート セキュリティ 管理者 支持 客服 安全
`)

// generic are words that any name could have, and that tell none from another.
var generic = set(`
	inc incorporated llc llp ltd limited plc corp corporation co company gmbh ag kg se sa sas sarl srl spa bv nv ab as oy aps pty pvt ooo ооо оао зао
	the a an of for by and und et y e de la le at in
	my your our new real global international worldwide world europe eu uk us usa germany de france group holding holdings
	it team teams staff desk help service services customer customers client clients care center centre department dept office
	account accounts login signin sign on sso access portal online web app apps mail email inbox cloud pay payment payments bank banking card cards wallet
	com net org io www http https html business enterprise suite pro premium plus prime partner partners ads solutions technologies technology tech systems platform
	notification notifications alert alerts info update updates recovery password passwords key keys manager
`)
